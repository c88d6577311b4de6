package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.Agenda;
import dev.touchstone.broker.channel.Slice;
import java.util.Queue;

/**
 * The end of a connection in its virtual host: its channels give everything back, its exclusive queues go, and it leaves. Unless its socket ended before,
 * it says goodbye then.
 */
final class Leaving implements Agenda.Item {
    /** What the end of a queue costs. */
    private static final int QUEUE_COST = 4;

    private final Connection connection;
    private final Phase.Running running;
    private final Queue<Agenda.Item> channels;
    private final Runnable then;

    Leaving(Connection connection, Phase.Running running, Queue<Agenda.Item> channels, Runnable then) {
        this.connection = connection;
        this.running = running;
        this.channels = channels;
        this.then = then;
    }

    @Override
    public boolean goOn(Slice slice, long nowMillis) {
        Agenda.Item channel = channels.peek();
        while (channel != null) {
            if (slice.left() <= 0 || !channel.goOn(slice, nowMillis)) {
                return false;
            }
            channels.remove();
            channel = channels.peek();
        }
        VhostRoom room = running.room();
        int most = Math.max(1, slice.left() / QUEUE_COST);
        int gone = room.vhost().connectionClosed(connection, most, nowMillis);
        slice.use(gone * QUEUE_COST);
        if (gone == most) {
            return false;
        }
        room.leave(connection);
        room.relieve();
        connection.lobby().closed(connection, running.client().user());
        if (connection.phase() instanceof Phase.Closing) {
            then.run();
        }
        return true;
    }
}
