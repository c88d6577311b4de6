package dev.touchstone.broker.channel;

import dev.touchstone.broker.vhost.Piecework;
import dev.touchstone.broker.vhost.VirtualHost;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a connection's client asked for and one turn of the loop does not suffice for: many deliveries settled at once, the end of channels, exclusive
 * queues. It is done in order, a slice in each turn, and as long as anything is left no frame of this connection is looked at; other connections go on.
 * What fits into a slice is done at once.
 */
public final class Agenda implements Piecework {
    /** Messages that are handled in one turn, about. */
    public static final int SLICE = 1_000;

    private final Queue<Item> items = new ArrayDeque<>(0);
    private final Runnable changed;
    private boolean busy;

    /** Something to be done in pieces. */
    @FunctionalInterface
    public interface Item {
        /** Goes on until it is done or the slice is used up; returns whether it is done. */
        boolean goOn(Slice slice, long nowMillis);
    }

    /**
     * An agenda with nothing on it.
     *
     * @param changed hears when {@link #isBusy} changed
     */
    public Agenda(Runnable changed) {
        this.changed = changed;
    }

    /** Whether something is left that was begun in an earlier turn. */
    public boolean isBusy() {
        return busy;
    }

    /** Does this after everything that was there before: now, if nothing was and a slice suffices. */
    public void add(VirtualHost vhost, Item item, long nowMillis) {
        items.add(item);
        if (items.size() == 1 && workOff(nowMillis)) {
            busy = true;
            changed.run();
            vhost.goOnWith(this);
        }
    }

    @Override
    public boolean goOn(long nowMillis) {
        boolean more = workOff(nowMillis);
        if (!more) {
            busy = false;
            changed.run();
        }
        return more;
    }

    private boolean workOff(long nowMillis) {
        Slice slice = new Slice(SLICE);
        Item item = items.peek();
        while (item != null && slice.left() > 0 && item.goOn(slice, nowMillis)) {
            items.remove();
            item = items.peek();
        }
        return item != null;
    }
}
