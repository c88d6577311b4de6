package dev.touchstone.broker.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * Deliveries of one queue that are settled together but are too many for a turn of the loop. They gather here piece by piece, and until they
 * {@link QueueMachine#join} their queue everybody sees them as unacknowledged: to others it still happens all at once.
 */
public final class Gathering {
    private final Outstanding outstanding;
    private final ReadyStore aside;
    private final boolean lost;
    private long order;

    Gathering(Outstanding outstanding, int lines, boolean lost) {
        this.outstanding = outstanding;
        this.aside = new ReadyStore(lines - 1);
        this.lost = lost;
    }

    /** One more that will come back. */
    public void comesBack(QueuedMessage entry, long nowMillis) {
        long before = aside.count();
        outstanding.takeBack(entry, aside, lost, order++, nowMillis);
        if (aside.count() > before) {
            outstanding.staysOut(entry);
        }
    }

    /** One more that will be rejected. */
    public void isRejected(QueuedMessage entry) {
        aside.add(entry);
    }

    /** Takes at most so many out again, those of the highest priority first, in the order in which they came. */
    public List<QueuedMessage> poll(int most) {
        List<QueuedMessage> some = new ArrayList<>(Math.min(most, (int) Math.min(aside.count(), Integer.MAX_VALUE)));
        QueuedMessage entry = null;
        while (some.size() < most && (entry = aside.poll()) != null) {
            some.add(entry);
        }
        return some;
    }

    /** Ends the gathering: its messages are out no more. */
    ReadyStore end() {
        outstanding.cameBack(aside.count(), aside.bytes());
        return aside;
    }

    /** How many were given a rank. */
    long ranks() {
        return order;
    }
}
