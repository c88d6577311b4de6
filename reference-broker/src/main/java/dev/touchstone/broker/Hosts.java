package dev.touchstone.broker;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.Lobby;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.connection.RoomSettings;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.params.Parameters;
import dev.touchstone.broker.vhost.Parts;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ReplyCode;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual hosts by name, users, and who is connected; thread-safe. */
final class Hosts implements Lobby {
    static final String MAX_QUEUES = "max-queues";
    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String MAX_CHANNELS = "max-channels";
    private static final Logger LOGGER = LoggerFactory.getLogger(Hosts.class);

    private final BrokerConfig config;
    private final World world;
    private final @Nullable DataFolder data;
    private final Parts parts;
    private final AuthStore users;
    private final Map<String, VhostRoom> rooms = new ConcurrentHashMap<>();
    private final Alarms alarms = new Alarms(rooms.values());
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Parameters parameters = new Parameters();
    private final Map<String, Integer> connectionsByUser = new ConcurrentHashMap<>();
    private final Map<String, Integer> channelsByUser = new ConcurrentHashMap<>();
    private final LoginCount logins = new LoginCount();
    private final LongAdder connectionsOpened = new LongAdder();
    private final LongAdder connectionsClosed = new LongAdder();
    private final LongAdder channelsOpened = new LongAdder();
    private final LongAdder channelsClosed = new LongAdder();
    private final ServerProperties properties = new ServerProperties(parameters);

    Hosts(BrokerConfig config, World world, @Nullable DataFolder data, BrokerParts parts) {
        this.config = config;
        this.world = world;
        this.data = data;
        this.parts = parts.hosts();
        this.users = parts.users().apply(world::salt);
    }

    /** Makes again what was kept; a new broker gets its first virtual host and user, unless both shall come out of definitions. */
    void begin() {
        Seed seed = config.seed();
        boolean isNew = data == null || data.journal().isEmpty();
        if (data != null) {
            data.journal().restore(users);
            users.keepIn(data.journal());
            data.journal().restore(parameters);
            parameters.keepIn(data.journal());
            data.journal().virtualHosts().keySet().forEach(this::add);
            data.damages().forEach(damage -> LOGGER.warn("the data folder is damaged: {}", damage));
        }
        if (isNew && seed.definitions() == null) {
            add(seed.virtualHost());
            Seed.FirstUser first = seed.user();
            users.addUser(first.name(), first.password());
            users.setTags(first.name(), first.tags());
            users.setPermissions(first.name(), seed.virtualHost(), first.permissions());
        }
        String clusterName = seed.clusterName();
        if (clusterName != null) {
            parameters.put(ServerProperties.CLUSTER_NAME, clusterName);
        }
    }

    Parameters parameters() {
        return parameters;
    }

    Churn churn() {
        return new Churn(connectionsOpened.sum(), connectionsClosed.sum(), channelsOpened.sum(), channelsClosed.sum());
    }

    AuthStore users() {
        return users;
    }

    Map<String, VhostRoom> rooms() {
        return rooms;
    }

    /** Has this done in every virtual host, on its loop, and waits for it. */
    void inEach(Consumer<VhostRoom> work) {
        for (VhostRoom room : rooms.values()) {
            OnLoop.ask(room.loop(), () -> {
                work.accept(room);
                return room;
            });
        }
    }

    Alarms alarms() {
        return alarms;
    }

    Set<Connection> connections() {
        return connections;
    }

    /** While one virtual host cannot write, nobody may publish (BLOCK-01). */
    private void diskRefuses(String host, boolean does) {
        boolean changed = does ? refusing.add(host) : refusing.remove(host);
        if (changed) {
            alarms.set(ResourceAlarm.DISK, !refusing.isEmpty());
        }
    }

    /** Makes a virtual host on the next loop; false if it exists. */
    synchronized boolean add(String name) {
        if (rooms.containsKey(name)) {
            return false;
        }
        VhostRoom room = new VhostRoom(
                name,
                world.loops().next(),
                world.clock(),
                world::uniqueName,
                new RoomSettings(
                        config.memory(),
                        config.connections().consumerTimeout(),
                        exchangeTypes(),
                        parts,
                        config.dialect()));
        if (data != null) {
            DataFolder.Kept kept = data.host(name);
            OnLoop.ask(room.loop(), () -> {
                room.restore(new KeptRoom(name, kept, data.report(), world::entropy, world.disk(), this::diskRefuses));
                return room;
            });
        }
        if (rooms.putIfAbsent(name, room) != null) {
            return false;
        }
        long maxQueues = parameters.number(ParameterKey.limitsOf(name), MAX_QUEUES);
        if (maxQueues >= 0) {
            room.loop().post(() -> room.vhost().limitQueues(maxQueues));
        }
        Object type = parameters.map(ParameterKey.about(name)).get("default_queue_type");
        if (type instanceof String text && !text.equals("undefined")) {
            room.loop().post(() -> room.vhost().defaultQueueType(text));
        }
        alarms.welcome(room);
        world.clock().add(room);
        return true;
    }

    private Set<ExchangeType> exchangeTypes() {
        Set<ExchangeType> types = EnumSet.copyOf(ExchangeType.STANDARD);
        if (config.plugins().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE)) {
            types.add(ExchangeType.DELAYED);
        }
        return types;
    }

    @Nullable
    VhostRoom remove(String name) {
        return rooms.remove(name);
    }

    /** A virtual host that was removed is empty now, and its loop does nothing more for it. */
    void deleted(String name) {
        parameters.vhostDeleted(name);
        if (data != null) {
            data.deleted(name);
        }
    }

    @Override
    public Dialect dialect() {
        return config.dialect();
    }

    @Override
    public ConnectionSettings settings() {
        return config.connections();
    }

    @Override
    public FieldTable serverProperties(boolean withCapabilities) {
        return properties.table(withCapabilities);
    }

    LoginCount logins() {
        return logins;
    }

    @Override
    public boolean admits(String user, byte[] password, Peer peer) {
        return counted(user, logIn(user, password, peer.isLoopback()) != null, peer);
    }

    /** The user if name and password are right and the user may log in from there, else null. */
    @Nullable
    User logIn(String name, byte[] password, boolean fromLoopback) {
        User user = users.authenticate(name, password);
        return user != null && mayComeFrom(name, fromLoopback) ? user : null;
    }

    private boolean mayComeFrom(String user, boolean fromLoopback) {
        return fromLoopback || !config.logins().loopbackUsers().contains(user);
    }

    private boolean counted(String user, boolean succeeded, Peer peer) {
        if (!succeeded) {
            LOGGER.warn("a login as {} was refused, from {}", LoginCount.printable(user), peer.name());
        }
        return logins.count(succeeded);
    }

    @Override
    public String mechanisms(Peer peer) {
        return config.logins().offer(peer.secure());
    }

    @Override
    public @Nullable String certified(Peer peer) {
        X509Certificate certificate = peer.certificate();
        String user = certificate == null
                ? null
                : CertificateName.of(certificate, config.logins().byCommonName());
        boolean known = user != null && users.user(user) != null && mayComeFrom(user, peer.isLoopback());
        return counted(user == null ? "" : user, known, peer) ? user : null;
    }

    @Override
    public VhostRoom room(String vhost, String user) throws ConnectionException {
        VhostRoom room = rooms.get(vhost);
        if (room == null) {
            throw new ConnectionException(ReplyCode.NOT_ALLOWED, "vhost " + vhost + " not found");
        }
        if (!users.mayEnter(user, vhost)) {
            throw new ConnectionException(
                    ReplyCode.NOT_ALLOWED, "access to vhost '" + vhost + "' refused for user '" + user + "'");
        }
        return room;
    }

    @Override
    public Access access(String user, String vhost) {
        return users.access(user, vhost, config.dialect());
    }

    @Override
    public void opened(Connection connection, String user, VhostRoom room) throws ConnectionException {
        if (connections.size() >= config.logins().maxConnections()) {
            throw new ConnectionException(
                    ReplyCode.NOT_ALLOWED,
                    "connection refused: node connection limit ("
                            + config.logins().maxConnections() + ") is reached");
        }
        long ofHost = parameters.number(ParameterKey.limitsOf(room.name()), MAX_CONNECTIONS);
        if (ofHost >= 0 && room.connectionCount() > ofHost) {
            throw new ConnectionException(
                    ReplyCode.NOT_ALLOWED,
                    "access to vhost '" + room.name() + "' refused for user '" + user + "': connection limit (" + ofHost
                            + ") is reached");
        }
        long ofUser = parameters.number(ParameterKey.userLimits(user), MAX_CONNECTIONS);
        if (more(connectionsByUser, user) > ofUser && ofUser >= 0) {
            less(connectionsByUser, user);
            throw new ConnectionException(
                    ReplyCode.NOT_ALLOWED,
                    "connection refused for user '" + user + "': user connection limit (" + ofUser + ") is reached");
        }
        connectionsOpened.increment();
        connections.add(connection);
    }

    @Override
    public void closed(Connection connection, String user) {
        connections.remove(connection);
        connectionsClosed.increment();
        less(connectionsByUser, user);
    }

    @Override
    public void channelOpened(String user) throws ConnectionException {
        long limit = parameters.number(ParameterKey.userLimits(user), MAX_CHANNELS);
        if (more(channelsByUser, user) > limit && limit >= 0) {
            less(channelsByUser, user);
            throw ConnectionException.ofFrame(
                    ReplyCode.NOT_ALLOWED,
                    "number of channels opened for user '" + user + "' has reached the maximum allowed user limit of ("
                            + limit + ")");
        }
        channelsOpened.increment();
    }

    @Override
    public void channelClosed(String user) {
        less(channelsByUser, user);
        channelsClosed.increment();
    }

    private static int more(Map<String, Integer> counts, String user) {
        return counts.merge(user, 1, Integer::sum);
    }

    private static void less(Map<String, Integer> counts, String user) {
        counts.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
    }
}
