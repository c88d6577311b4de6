package dev.touchstone.broker.queue;

import dev.touchstone.broker.ledger.LoadedMessage;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue's side of the ledger: what must survive a restart is kept there, and what need not be in memory lies only there and is fetched when it comes
 * to the head (LAZY-01). Without a ledger everything here does nothing.
 */
final class Shelf {
    /** What a lazy queue has in memory of each line, so that short ones never read. */
    private static final int LAZY_WINDOW = 128;

    /** The place of a message that the queue never had. */
    static final long NOWHERE = -1;

    private final QueueMachine queue;
    private final @Nullable QueueLog log;
    private final QueueEffects effects;
    private final Custody custody;
    private final int highestLine;
    private final boolean keepsAll;
    private boolean lazy;

    Shelf(QueueMachine queue, int maxPriority, @Nullable QueueLog log, QueueEffects effects, Custody custody) {
        this.queue = queue;
        this.highestLine = Math.max(maxPriority, 0);
        this.log = log;
        this.effects = effects;
        this.custody = custody;
        this.keepsAll = "quorum".equals(queue.settings().arguments().text("x-queue-type"));
    }

    /** Switches the mode; null leaves it as it is, also where a policy went that had set it (LAZY-04). */
    void mode(@Nullable String wanted) {
        if (wanted != null) {
            lazy = "lazy".equals(wanted);
        }
    }

    /** Whether what waits goes to the ledger at once, but for a little. */
    boolean isLazy() {
        return lazy;
    }

    /** Whether a message must survive a restart: persistent in a durable queue (DUR-02), or anything in a quorum queue (DUR-06). */
    boolean keeps(Message message) {
        return log != null && queue.settings().durable() && (keepsAll || message.persistent());
    }

    /** Keeps a message. */
    void keep(Message message, long position, long expiresAt) {
        if (log != null) {
            log.store(message, line(message), position, expiresAt, keeps(message));
        }
    }

    /** Whether the next message of this line is to lie in the ledger only; never in a quorum queue, whose returned messages may stand last. */
    boolean takesAway(ReadyStore ready, int line) {
        if (log == null || keepsAll && !ready.isAway(line)) {
            return false;
        }
        return ready.isAway(line) || lazy && ready.inMemory(line) >= LAZY_WINDOW || effects.isMemoryShort();
    }

    /** Tells the publisher when what was kept so far is safe (PUB-CONFIRM-08). */
    void confirm(Publisher publisher, long sequenceNumber) {
        if (log == null) {
            publisher.accepted(sequenceNumber);
        } else {
            log.whenSafe(publisher, sequenceNumber);
        }
    }

    /** The line of a message: its priority. One above the highest counts as the highest (PRIO-04). */
    int line(Message message) {
        return Math.min(message.priority(), highestLine);
    }

    /** What {@link #settled} is to be told of a message. */
    long place(QueuedMessage entry) {
        return (long) line(entry.message()) << 48 | entry.position();
    }

    /** The queue is done with a message: it is kept no more. */
    void settled(long place) {
        if (log != null && place != NOWHERE) {
            log.acked((int) (place >>> 48), place & (1L << 48) - 1);
        }
    }

    void delivered(QueuedMessage entry) {
        if (log != null) {
            log.delivered(line(entry.message()), entry.position());
        }
    }

    /** A purge: everything that waits in these lines is gone, but for what was delivered before and came back. */
    void purged(ReadyStore ready, long nextPosition) {
        if (log != null) {
            for (int line = 0; line < ready.lines(); line++) {
                long first = ready.firstOfOrder(line);
                if (first >= 0) {
                    log.drop(line, first, nextPosition);
                }
            }
            ready.loseAllAway();
        }
    }

    void gone() {
        if (log != null) {
            log.gone();
        }
    }

    /** Has the head fetched, if it is not in memory and not on its way; the queue works on when it is there. */
    void fetch(ReadyStore ready) {
        int line = ready.awayLine();
        if (log != null && line >= 0 && ready.startLoading(line)) {
            log.load(line, ready.awayFrom(line), messages -> {
                ready.loaded(line);
                put(ready, line, messages);
                effects.workLeft(queue);
            });
        }
    }

    /** Has the head in memory now, waiting for the disk if it must; returns whether anything was fetched. */
    boolean fetchNow(ReadyStore ready) {
        int line = ready.awayLine();
        if (log == null || line < 0) {
            return false;
        }
        List<LoadedMessage> messages = log.loadNow(line, ready.awayFrom(line));
        put(ready, line, messages);
        return !messages.isEmpty();
    }

    private void put(ReadyStore ready, int line, List<LoadedMessage> messages) {
        for (LoadedMessage one : messages) {
            if (!queue.waitsIn(ready) || one.position() < ready.awayFrom(line)) {
                one.message().release();
                continue;
            }
            custody.adopt(one.message());
            QueuedMessage entry = new QueuedMessage(queue, one.message(), one.position(), one.expiresAt());
            if (one.redelivered()) {
                entry.returned();
            }
            ready.bringBack(line, entry);
        }
        if (log != null && ready.isAway(line) && log.next(line, ready.awayFrom(line)) < 0) {
            ready.lost(line);
        }
    }

    /** Puts what recovery found into an empty store; returns the first position that was never used. */
    long restore(ReadyStore ready) {
        if (log == null) {
            return 0;
        }
        for (int line = 0; line < Math.min(ready.lines(), log.lines()); line++) {
            long first = log.next(line, 0);
            if (first >= 0) {
                ready.addAway(line, first, log.count(line), log.takeRecoveredOctets(line));
            }
        }
        return log.highest() + 1;
    }

    /** Whether something that recovery found can expire. */
    boolean mayExpire() {
        return log != null && log.mayExpire();
    }
}
