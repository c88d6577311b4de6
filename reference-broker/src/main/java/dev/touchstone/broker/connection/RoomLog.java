package dev.touchstone.broker.connection;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.ledger.LoadedMessage;
import dev.touchstone.broker.ledger.LogHome;
import dev.touchstone.broker.ledger.MessageLog;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.vhost.DelayedMessage;
import dev.touchstone.broker.vhost.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of a virtual host's messages, on the loop of the host. */
final class RoomLog implements LogHome {
    private final VhostRoom room;
    private final RoomKeeper keeper;
    private final MessageLog log;

    RoomLog(VhostRoom room, RoomKeeper keeper) {
        this.room = room;
        this.keeper = keeper;
        this.log = keeper.openLog(this);
    }

    MessageLog log() {
        return log;
    }

    /** Makes the virtual host again, and gives it its messages. */
    void restore(VirtualHost vhost, long nowMillis) {
        keeper.made().forEach(made -> vhost.restore(made, nowMillis));
        for (Exchange exchange : vhost.exchanges()) {
            if (exchange.isDelayed()) {
                restoreDelayed(vhost, exchange.name());
            }
        }
        log.recovered();
    }

    private void restoreDelayed(VirtualHost vhost, String exchange) {
        QueueLog waiting = delays(exchange);
        List<LoadedMessage> some = waiting.loadNow(0, 0);
        while (!some.isEmpty()) {
            for (LoadedMessage one : some) {
                vhost.restoreDelayed(new DelayedMessage(one.position(), exchange, one.message(), one.expiresAt()));
                one.message().release();
            }
            some = waiting.loadNow(0, some.get(some.size() - 1).position() + 1);
        }
    }

    /** Keeps a message that waits in a delayed exchange (DELAY-18). */
    void delayed(DelayedMessage message) {
        delays(message.exchange()).store(message.message(), 0, message.number(), message.dueAtMillis(), true);
    }

    void undelayed(DelayedMessage message) {
        delays(message.exchange()).acked(0, message.number());
    }

    /** What waits in an exchange is in the log as the messages of a queue, under a number that no queue has: those of queues are positive. */
    private QueueLog delays(String exchange) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (byte octet : exchange.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ octet & 0xFF) * 0x100_0000_01B3L;
        }
        return log.queue(hash | Long.MIN_VALUE);
    }

    @Override
    public void post(Runnable task) {
        room.loop().post(task);
    }

    @Override
    public void later(long delayMillis, Runnable task) {
        room.loop().after(delayMillis, task);
    }

    @Override
    public long entropy() {
        return keeper.entropy();
    }

    @Override
    public void diskRefuses(@Nullable String reason) {
        keeper.diskRefuses(reason);
    }

    @Override
    public void relieved() {
        room.relieve();
    }

    @Override
    public void damaged(String what) {
        keeper.damaged(what);
    }
}
