package dev.touchstone.broker.queue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a queue and whose turn it is. Ready ones of equal priority form a ring (CONS-06); one that cannot take a message leaves the ring
 * until it says that it can, so the blocked ones cost nothing.
 */
final class ConsumerLine {
    private final boolean singleActive;
    private final boolean heirByPriority;
    private final Set<Consumer> all = new LinkedHashSet<>();
    /** Rings by priority, the highest first. Mostly one. */
    private final List<Ring> rings = new ArrayList<>(1);

    private @Nullable Consumer active;
    private @Nullable Consumer exclusive;

    private static final class Ring {
        private final long priority;
        private @Nullable Consumer turn;

        Ring(long priority) {
            this.priority = priority;
        }

        /** Appends behind all others: just before the one whose turn it is. */
        void add(Consumer consumer) {
            Consumer first = turn;
            if (first == null) {
                consumer.next = consumer;
                consumer.previous = consumer;
                turn = consumer;
                return;
            }
            Consumer last = linked(first.previous);
            consumer.next = first;
            consumer.previous = last;
            last.next = consumer;
            first.previous = consumer;
        }

        void remove(Consumer consumer) {
            Consumer after = linked(consumer.next);
            Consumer before = linked(consumer.previous);
            if (after == consumer) {
                turn = null;
            } else {
                before.next = after;
                after.previous = before;
                if (turn == consumer) {
                    turn = after;
                }
            }
            consumer.next = null;
            consumer.previous = null;
        }

        private static Consumer linked(@Nullable Consumer neighbour) {
            if (neighbour == null) {
                throw new IllegalStateException("a consumer that is not in the ring");
            }
            return neighbour;
        }
    }

    /** {@code heirByPriority}: whether a higher priority comes before an older age when somebody takes over from a single active consumer. */
    ConsumerLine(boolean singleActive, boolean heirByPriority) {
        this.singleActive = singleActive;
        this.heirByPriority = heirByPriority;
    }

    int count() {
        return all.size();
    }

    /** All consumers, oldest first, as a copy. */
    List<Consumer> all() {
        return new ArrayList<>(all);
    }

    /** Whether a new consumer would break an exclusive one, or be exclusive where others are (CONS-04, QUEUE-24). */
    boolean refuses(boolean wantsExclusive) {
        if (singleActive) {
            return wantsExclusive;
        }
        return exclusive != null || (wantsExclusive && !all.isEmpty());
    }

    void add(Consumer consumer) {
        all.add(consumer);
        if (consumer.exclusive()) {
            exclusive = consumer;
        }
        if (singleActive && active == null) {
            active = consumer;
        }
    }

    void remove(Consumer consumer) {
        if (consumer.isReady()) {
            ringOf(consumer).remove(consumer);
        }
        consumer.becomesCancelled();
        all.remove(consumer);
        if (all.isEmpty()) {
            rings.clear();
        }
        if (exclusive == consumer) {
            exclusive = null;
        }
        if (active == consumer) {
            active = successor();
        }
    }

    /** The first registered takes over from a single active consumer; in a classic queue the first of the highest priority. */
    private @Nullable Consumer successor() {
        Consumer best = null;
        for (Consumer candidate : all) {
            if (best == null || (heirByPriority && candidate.priority() > best.priority())) {
                best = candidate;
            }
        }
        return best;
    }

    boolean isActive(Consumer consumer) {
        return !singleActive || active == consumer;
    }

    void resume(Consumer consumer) {
        consumer.becomesReady();
        ringOf(consumer).add(consumer);
    }

    /** The consumer that takes the next message, or null if none can. Call {@link #served} after it took one. */
    @Nullable
    Consumer next() {
        if (singleActive) {
            return active != null && active.isReady() && canTake(active) ? active : null;
        }
        for (int i = 0; i < rings.size(); i++) {
            Consumer candidate = rings.get(i).turn;
            while (candidate != null) {
                if (canTake(candidate)) {
                    return candidate;
                }
                candidate = rings.get(i).turn;
            }
        }
        return null;
    }

    private boolean canTake(Consumer consumer) {
        if (consumer.sink().canTake()) {
            return true;
        }
        ringOf(consumer).remove(consumer);
        consumer.becomesBlocked();
        return false;
    }

    /** It took a message: the turn goes to the next of its priority. */
    void served(Consumer consumer) {
        if (consumer.next != consumer) {
            ringOf(consumer).turn = consumer.next;
        }
    }

    private Ring ringOf(Consumer consumer) {
        long priority = consumer.priority();
        int at = 0;
        while (at < rings.size() && rings.get(at).priority > priority) {
            at++;
        }
        if (at < rings.size() && rings.get(at).priority == priority) {
            return rings.get(at);
        }
        Ring ring = new Ring(priority);
        rings.add(at, ring);
        return ring;
    }
}
