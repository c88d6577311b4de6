package dev.touchstone.bench;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.connection.Cancellable;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.Lobby;
import dev.touchstone.broker.connection.Loop;
import dev.touchstone.broker.connection.MemoryLimits;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.connection.RoomSettings;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.vhost.Parts;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A broker without sockets and threads: one virtual host, which guest may enter. Its loop runs when it is told to; its timers never fire. */
final class OneRoom implements Lobby, Loop {
    private static final ConnectionSettings SETTINGS = ConnectionSettings.defaults();

    private final AuthStore users = AuthStore.withGuest(() -> 1);
    private final Queue<Runnable> posted = new ArrayDeque<>();
    private final VhostRoom room;
    private int names;

    OneRoom() {
        users.setPermissions(AuthStore.GUEST, "/", Permissions.ALL);
        RoomSettings settings =
                new RoomSettings(MemoryLimits.ofHeap(), SETTINGS.consumerTimeout(), ExchangeType.STANDARD, new Parts());
        room = new VhostRoom("/", this, System::currentTimeMillis, () -> "name" + names++, settings);
    }

    /** Does everything that was posted. */
    void runPosted() {
        Runnable task = posted.poll();
        while (task != null) {
            task.run();
            task = posted.poll();
        }
    }

    @Override
    public void post(Runnable task) {
        posted.add(task);
    }

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public Cancellable after(long delayMillis, Runnable task) {
        return () -> {};
    }

    @Override
    public String mechanisms(Peer peer) {
        return "PLAIN";
    }

    @Override
    public @Nullable String certified(Peer peer) {
        return null;
    }

    @Override
    public ConnectionSettings settings() {
        return SETTINGS;
    }

    @Override
    public FieldTable serverProperties(boolean withCapabilities) {
        return FieldTable.EMPTY;
    }

    @Override
    public boolean admits(String user, byte[] password, Peer peer) {
        return true;
    }

    @Override
    public VhostRoom room(String vhost, String user) {
        return room;
    }

    @Override
    public Access access(String user, String vhost) {
        return users.access(user, vhost);
    }

    @Override
    public void opened(Connection connection, String user, VhostRoom where) {}

    @Override
    public void closed(Connection connection, String user) {}

    @Override
    public void channelOpened(String user) {}

    @Override
    public void channelClosed(String user) {}
}
