package dev.touchstone.broker;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.http.DefinitionsFile;
import dev.touchstone.broker.http.ManagementServer;
import dev.touchstone.broker.net.TurnTimes;
import dev.touchstone.broker.policy.AppliesTo;
import dev.touchstone.broker.policy.InvalidPolicy;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.vhost.VirtualHost;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A broker of AMQP 0-9-1 in RabbitMQ's dialect inside this JVM.
 *
 * <pre>{@code
 * try (Broker broker = Broker.start()) {
 *     ConnectionFactory factory = new ConnectionFactory();
 *     factory.setUri(broker.amqpUri());
 *     ...
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread but the broker's own loops. It starts with the virtual host {@code /} and the user {@code guest}.
 */
public final class Broker implements AutoCloseable {
    private static final String DEFAULT_VHOST = "/";
    private static final String SHUTDOWN = "broker forced connection closure with reason 'shutdown'";
    private static final long GOODBYE_MILLIS = 1_000;

    private final World world;
    private final @Nullable DataFolder data;
    private final Hosts hosts;
    private final Listeners listeners;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Administration administration;
    private volatile @Nullable ManagementServer management;

    private Broker(BrokerConfig config, BrokerParts parts) {
        world = new World(config);
        data = openData(config, world, parts);
        hosts = new Hosts(config, world, data, parts);
        Rehearsal rehearsal = new Rehearsal();
        try {
            hosts.begin();
            administration = new Administration(config, world, hosts, this::listening);
            Path definitions = config.seed().definitions();
            if (definitions != null) {
                // Before anybody can come in, as RabbitMQ does.
                DefinitionsFile.load(administration, definitions);
            }
            listeners = new Listeners(config, world, hosts);
        } catch (RuntimeException e) {
            world.close();
            if (data != null) {
                data.abandon();
            }
            throw e;
        }
        world.play(rehearsal);
        BrokerConfig.Management wanted = config.management();
        if (wanted != null) {
            try {
                startManagement(wanted);
            } catch (RuntimeException | LinkageError e) {
                close();
                throw e;
            }
        }
    }

    /** Starts the management API if it does not run yet; returns its address, such as {@code http://127.0.0.1:15672}. */
    public synchronized URI startManagement(BrokerConfig.Management wanted) {
        ManagementServer running = management;
        if (running == null) {
            running = ManagementServer.start(administration, wanted);
            management = running;
        }
        return running.uri();
    }

    /** Listens with TLS, too; {@link #amqpsPort} says where. */
    public void startTls(BrokerConfig.TlsConfig wanted) {
        listeners.secure(wanted);
    }

    /** What administrators ask of it. */
    public Administration administration() {
        return administration;
    }

    private List<Administration.ListenerInfo> listening() {
        List<Administration.ListenerInfo> all = listeners.infos();
        ManagementServer running = management;
        if (running != null) {
            all.addAll(running.listeners());
        }
        return all;
    }

    /** Ends the management API if it runs. */
    public synchronized void stopManagement() {
        ManagementServer running = management;
        management = null;
        if (running != null) {
            running.close();
        }
    }

    private static @Nullable DataFolder openData(BrokerConfig config, World world, BrokerParts parts) {
        try {
            return DataFolder.open(config.data(), world::entropy, parts.disk());
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    /** Starts a broker on a free port of 127.0.0.1. */
    public static Broker start() {
        return start(BrokerConfig.defaults());
    }

    /** Starts a broker; it listens when this returns. */
    public static Broker start(BrokerConfig config) {
        return start(config, BrokerParts.standard());
    }

    /** Starts a broker that is built of these parts; it listens when this returns. */
    public static Broker start(BrokerConfig config, BrokerParts parts) {
        return new Broker(config, parts);
    }

    /** The URI of the virtual host {@code /} for {@code guest}. */
    public String amqpUri() {
        return amqpUri(DEFAULT_VHOST);
    }

    /** The URI of a virtual host for {@code guest}. */
    public String amqpUri(String vhost) {
        return listeners.amqpUri(DEFAULT_VHOST.equals(vhost) ? "" : vhost);
    }

    /** The port for plain TCP. */
    public int amqpPort() {
        return listeners.amqp().getPort();
    }

    /** The port for TLS. */
    public int amqpsPort() {
        return listeners.amqps().getPort();
    }

    /** The clock that messages, queues and consumers live by. */
    public BrokerClock clock() {
        return world.clock();
    }

    /** How long the loops were busy with one piece of work at a time; everything else on that loop waited meanwhile. */
    public TurnTimes turnTimes() {
        return world.loops().turnTimes();
    }

    // Users

    /** Users, passwords, tags and permissions; safe to change at any time. */
    public AuthStore users() {
        return hosts.users();
    }

    /** Adds a user without permissions. */
    public void addUser(String name, String password, String... tags) {
        hosts.users().addUser(name, password);
        hosts.users().setTags(name, List.of(tags));
    }

    /** Removes a user and closes the connections under that name (CONN-23). */
    public void deleteUser(String name) {
        administration.deleteUser(name);
    }

    /** Sets what a user may configure, write and read in a virtual host, each a regular expression on names (PERM-01). */
    public void setPermissions(String user, String vhost, String configure, String write, String read) {
        hosts.users().setPermissions(user, vhost, Permissions.of(configure, write, read));
    }

    // Virtual hosts

    /** Adds a virtual host; {@code guest} gets full permissions on it. Does nothing if it exists. */
    public void addVirtualHost(String name) {
        if (hosts.add(name) && hosts.users().user(AuthStore.GUEST) != null) {
            setPermissions(AuthStore.GUEST, name, ".*", ".*", ".*");
        }
    }

    /** Deletes a virtual host with everything in it and closes its connections (VHOST-03). Does nothing if it does not exist. */
    public void deleteVirtualHost(String name) {
        administration.deleteVirtualHost(name);
    }

    /** The names of all virtual hosts. */
    public List<String> virtualHosts() {
        return List.copyOf(hosts.rooms().keySet());
    }

    /** What {@code question} answers on the loop of a virtual host; it must not keep what it was given. */
    public <T> T inspect(String vhost, Function<VirtualHost, T> question) {
        VhostRoom room = hosts.rooms().get(vhost);
        if (room == null) {
            throw new IllegalArgumentException("vhost " + vhost + " not found");
        }
        return ask(room, question);
    }

    private static <T> T ask(VhostRoom room, Function<VirtualHost, T> question) {
        return OnLoop.ask(room.loop(), () -> question.apply(room.vhost()));
    }

    // Policies

    /**
     * Adds or replaces a policy of a virtual host; it holds at once (POLICY-01 to POLICY-03).
     *
     * @param definition settings by key, such as {@code message-ttl}: numbers, texts, booleans, lists and maps
     * @throws InvalidPolicy if RabbitMQ would not take it
     */
    public void setPolicy(
            String vhost,
            String name,
            String pattern,
            AppliesTo appliesTo,
            int priority,
            Map<String, Object> definition) {
        Policy policy = Policy.of(name, pattern, appliesTo, priority, definition, hosts.dialect());
        inspect(vhost, host -> {
            host.setPolicy(policy, clock().millis());
            return policy;
        });
    }

    /** Removes a policy; false if there is none of that name. */
    public boolean clearPolicy(String vhost, String name) {
        return inspect(vhost, host -> host.clearPolicy(name, clock().millis()));
    }

    /** Adds or replaces an operator policy, whose numbers bound those of users' policies (POLICY-06, POLICY-07). */
    public void setOperatorPolicy(
            String vhost,
            String name,
            String pattern,
            AppliesTo appliesTo,
            int priority,
            Map<String, Object> definition) {
        Policy policy = Policy.ofOperator(name, pattern, appliesTo, priority, definition, hosts.dialect());
        inspect(vhost, host -> {
            host.setOperatorPolicy(policy, clock().millis());
            return policy;
        });
    }

    /** Removes an operator policy; false if there is none of that name. */
    public boolean clearOperatorPolicy(String vhost, String name) {
        return inspect(vhost, host -> host.clearOperatorPolicy(name, clock().millis()));
    }

    // Connections

    /** All open connections. */
    public List<ConnectionInfo> connections() {
        List<ConnectionInfo> all = new ArrayList<>();
        for (VhostRoom room : hosts.rooms().values()) {
            all.addAll(ask(room, vhost -> {
                List<ConnectionInfo> some = new ArrayList<>();
                for (Connection connection : room.connections()) {
                    ConnectionInfo info = connection.info();
                    if (info != null) {
                        some.add(info);
                    }
                }
                return some;
            }));
        }
        return all;
    }

    /** Closes the connection of that name, see {@link ConnectionInfo#name}, with 320 and the reason; false if there is none. */
    public boolean closeConnection(String name, String reason) {
        boolean found = false;
        for (VhostRoom room : hosts.rooms().values()) {
            found |= ask(room, vhost -> {
                for (Connection connection : room.connections()) {
                    ConnectionInfo info = connection.info();
                    if (info != null && info.name().equals(name)) {
                        connection.shutDown(reason);
                        return true;
                    }
                }
                return false;
            });
        }
        return found;
    }

    /** Refuses new connections; existing ones go on (CONN-27). */
    public void suspendListeners() {
        listeners.suspend();
    }

    /** Undoes {@link #suspendListeners}. */
    public void resumeListeners() {
        listeners.resume();
    }

    /** Raises an alarm: from its next publish on every connection has to wait, until all alarms are cleared (BLOCK-01 to BLOCK-06). */
    public void raiseAlarm(ResourceAlarm alarm) {
        administration.alarm(alarm, true);
    }

    /** Clears an alarm, if it was raised; with the last one publishers go on (BLOCK-03). */
    public void clearAlarm(ResourceAlarm alarm) {
        administration.alarm(alarm, false);
    }

    /** The alarms that are raised. */
    public Set<ResourceAlarm> alarms() {
        return hosts.alarms().raised();
    }

    /** Says goodbye to all clients with 320, and ends everything that the broker started (CONN-23). */
    @Override
    public void close() {
        if (!closeDoors()) {
            return;
        }
        for (VhostRoom room : hosts.rooms().values()) {
            room.loop().post(() -> {
                room.endKeeping();
                room.connections().forEach(connection -> connection.shutDown(SHUTDOWN));
            });
        }
        listeners.awaitSocketsClosed(GOODBYE_MILLIS);
        listeners.cutSockets(GOODBYE_MILLIS);
        hosts.inEach(VhostRoom::letGo);
        world.close();
        if (data != null) {
            data.close();
        }
    }

    /** Lets nobody in any more; returns false if that was done before. */
    private boolean closeDoors() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        administration.resources().close();
        stopManagement();
        suspendListeners();
        return true;
    }

    /**
     * Ends as if the process was killed, as far as that goes inside one: clients get no goodbye, and nothing more is written. What was kept is there for
     * the next broker.
     */
    public void kill() {
        if (!closeDoors()) {
            return;
        }
        hosts.inEach(VhostRoom::abandonKeeping);
        listeners.cutSockets(GOODBYE_MILLIS);
        hosts.inEach(VhostRoom::letGo);
        world.close();
        if (data != null) {
            data.abandon();
        }
    }

    /** What was found damaged in the data folder at the start, a sentence each; empty after an orderly end. */
    public List<String> damages() {
        return data == null ? List.of() : data.damages();
    }
}
