package dev.touchstone.broker;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.Lobby;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.connection.RoomSettings;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.vhost.Parts;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual hosts by name, users, and who is connected; thread-safe. */
final class Hosts implements Lobby {
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
    private final FieldTable properties = ServerProperties.of(true);
    private final FieldTable oldProperties = ServerProperties.of(false);

    Hosts(BrokerConfig config, World world, @Nullable DataFolder data, BrokerParts parts) {
        this.config = config;
        this.world = world;
        this.data = data;
        this.parts = parts.hosts();
        this.users = parts.users().apply(world::salt);
    }

    /** Makes again what was kept; a new broker gets the virtual host {@code /} and guest. */
    void begin(String defaultVhost) {
        boolean isNew = data == null || data.journal().isEmpty();
        if (data != null) {
            data.journal().restore(users);
            users.keepIn(data.journal());
            data.journal().virtualHosts().keySet().forEach(this::add);
            data.damages().forEach(damage -> LOGGER.warn("the data folder is damaged: {}", damage));
        }
        if (isNew) {
            add(defaultVhost);
            users.addGuest();
        }
    }

    AuthStore users() {
        return users;
    }

    Map<String, VhostRoom> rooms() {
        return rooms;
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
                new RoomSettings(config.memory(), config.connections().consumerTimeout(), exchangeTypes(), parts));
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
        if (data != null) {
            data.deleted(name);
        }
    }

    @Override
    public ConnectionSettings settings() {
        return config.connections();
    }

    @Override
    public FieldTable serverProperties(boolean withCapabilities) {
        return withCapabilities ? properties : oldProperties;
    }

    @Override
    public boolean admits(String user, byte[] password, Peer peer) {
        return users.authenticate(user, password) != null
                && (peer.isLoopback() || !config.loopbackUsers().contains(user));
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
        return users.access(user, vhost);
    }

    @Override
    public void opened(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void closed(Connection connection) {
        connections.remove(connection);
    }
}
