package dev.touchstone.broker;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.params.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What administrators ask of a running broker, beyond what {@link Broker} has for its embedders; the management API stands on it. All methods may be
 * called from any thread but the broker's own loops.
 */
public final class Administration {
    private final BrokerConfig config;
    private final World world;
    private final Hosts hosts;
    private final Supplier<List<ListenerInfo>> listeners;
    private final ResourceWatch resources;
    private final Instant startedAt = Instant.now();

    /**
     * A socket that the broker listens on.
     *
     * @param protocol {@code amqp}, {@code amqp/ssl}, {@code http}, {@code https} or {@code http/prometheus}
     * @param address without brackets
     */
    public record ListenerInfo(String protocol, String address, int port) {}

    Administration(BrokerConfig config, World world, Hosts hosts, Supplier<List<ListenerInfo>> listeners) {
        this.config = config;
        this.world = world;
        this.hosts = hosts;
        this.listeners = listeners;
        this.resources = new ResourceWatch(config, this::alarm);
    }

    /** How the broker was started. */
    public BrokerConfig config() {
        return config;
    }

    /** When the broker was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The clock of messages and queues. */
    public BrokerClock clock() {
        return world.clock();
    }

    /** What the broker listens on. */
    public List<ListenerInfo> listeners() {
        return listeners.get();
    }

    /** The alarms that are raised. */
    public Set<ResourceAlarm> alarms() {
        return hosts.alarms().raised();
    }

    /** The limits of memory and disk, and how much of both there is. */
    public ResourceWatch resources() {
        return resources;
    }

    /** Raises or clears an alarm; all virtual hosts know when this returns. */
    void alarm(ResourceAlarm alarm, boolean isRaised) {
        hosts.alarms().set(alarm, isRaised);
        hosts.rooms().values().forEach(room -> ask(room, VhostRoom::name));
    }

    /** How many connections and channels came and went since the start. */
    public Churn churn() {
        return hosts.churn();
    }

    // Users

    /** Users, passwords, tags and permissions. */
    public AuthStore users() {
        return hosts.users();
    }

    /** The user if name and password are right and the user may log in from there, else null; takes as long for users that do not exist. */
    public @Nullable User logIn(String name, byte[] password, boolean fromLoopback) {
        return hosts.logIn(name, password, fromLoopback);
    }

    /** Logins over AMQP so far. */
    public LoginCount logins() {
        return hosts.logins();
    }

    /** Removes a user and closes the connections under that name (CONN-23); returns whether there was one. */
    public boolean deleteUser(String name) {
        boolean found = hosts.users().deleteUser(name);
        hosts.parameters().remove(ParameterKey.userLimits(name));
        for (Connection connection : hosts.connections()) {
            connection.loop().post(() -> {
                if (connection.user().equals(name)) {
                    connection.shutDown("user '" + name + "' is deleted");
                }
            });
        }
        return found;
    }

    // Virtual hosts

    /** The virtual host of that name, or null. */
    public @Nullable VhostRoom room(String name) {
        return hosts.rooms().get(name);
    }

    /** All virtual hosts, sorted by name. */
    public List<VhostRoom> rooms() {
        List<VhostRoom> rooms = new ArrayList<>(hosts.rooms().values());
        rooms.sort(Comparator.comparing(VhostRoom::name));
        return rooms;
    }

    /** Adds a virtual host that nobody may enter yet; returns whether it is new. */
    public boolean addVirtualHost(String name) {
        return hosts.add(name);
    }

    /** Deletes a virtual host with everything in it and closes its connections (VHOST-03); returns whether there was one. */
    public boolean deleteVirtualHost(String name) {
        VhostRoom room = hosts.remove(name);
        if (room == null) {
            return false;
        }
        world.clock().remove(room);
        hosts.users().vhostDeleted(name);
        ask(room, here -> {
            here.delete("vhost '" + name + "' is deleted");
            return name;
        });
        hosts.deleted(name);
        return true;
    }

    /** Queues that are declared there without a type are of this one from now on where they can be; empty for none (VHOST-09). */
    public void defaultQueueType(String vhost, String type) {
        VhostRoom room = room(vhost);
        if (room != null) {
            ask(room, here -> {
                here.vhost().defaultQueueType(type);
                return here;
            });
        }
    }

    /** Switches the firehose of a virtual host on or off, if there is such a host (PUB-12, VHOST-09). */
    public void trace(String vhost, boolean on) {
        VhostRoom room = room(vhost);
        if (room != null) {
            ask(room, here -> {
                here.trace(on);
                return here;
            });
        }
    }

    /** What {@code question} answers on the loop of a virtual host; it must not keep what it was given. */
    public <T> T ask(VhostRoom room, Function<VhostRoom, T> question) {
        return OnLoop.ask(room.loop(), () -> question.apply(room));
    }

    // Parameters and limits

    /** Runtime parameters, global parameters and limits, to be read. Limits of virtual hosts are to be set by {@link #limitVirtualHost}. */
    public Parameters parameters() {
        return hosts.parameters();
    }

    /**
     * Sets one limit of a virtual host, or lifts it with null: {@code max-connections} or {@code max-queues}, negative for none (VHOST-04, VHOST-05).
     *
     * @return whether there was such a limit before
     */
    public boolean limitVirtualHost(String vhost, String name, @Nullable Long limit) {
        ParameterKey key = ParameterKey.limitsOf(vhost);
        boolean had = change(key, name, limit);
        VhostRoom room = room(vhost);
        if (room != null) {
            long queues = hosts.parameters().number(key, Hosts.MAX_QUEUES);
            ask(room, here -> {
                here.vhost().limitQueues(queues);
                return here;
            });
        }
        return had;
    }

    /**
     * Sets one limit of a user, or lifts it with null: {@code max-connections} or {@code max-channels}, negative for none (VHOST-07).
     *
     * @return whether there was such a limit before
     */
    public boolean limitUser(String user, String name, @Nullable Long limit) {
        return change(ParameterKey.userLimits(user), name, limit);
    }

    private synchronized boolean change(ParameterKey key, String name, @Nullable Long limit) {
        Map<String, Object> limits = new HashMap<>(hosts.parameters().map(key));
        boolean had = limit == null ? limits.remove(name) != null : limits.put(name, limit) != null;
        if (limits.isEmpty()) {
            hosts.parameters().remove(key);
        } else {
            hosts.parameters().put(key, limits);
        }
        return had;
    }
}
