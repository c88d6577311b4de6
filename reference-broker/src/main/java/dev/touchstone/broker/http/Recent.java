package dev.touchstone.broker.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives an answer that took long to make again to those who ask the same soon after, as RabbitMQ's management cache does: for five times as long as it took
 * (its {@code management_db_cache_multiplier}), and no longer than statistics live anyway. What was made quickly is made again. Who asks while the same answer
 * is being made waits for it. Thread-safe.
 */
final class Recent {
    private static final int MULTIPLIER = 5;
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(Sampler.INTERVAL_MILLIS);
    private static final int KEPT = 8;

    private final Map<Object, Answer> answers = new LinkedHashMap<>();
    private final LongSupplier clock;

    /** Goes by a clock of nanoseconds, such as {@link System#nanoTime}. */
    Recent(LongSupplier clock) {
        this.clock = clock;
    }

    /** An answer, and until when it will do. */
    private final class Answer {
        private @Nullable Reply reply;
        private long until;

        synchronized Reply get(Supplier<Reply> made) {
            Reply known = reply;
            long begun = clock.getAsLong();
            if (known != null && begun - until < 0) {
                return known;
            }
            Reply fresh = made.get();
            long ended = clock.getAsLong();
            until = ended + Math.min(LONGEST_NANOS, MULTIPLIER * (ended - begun));
            reply = ended - begun < QUICK_NANOS ? null : fresh;
            return fresh;
        }
    }

    /**
     * The answer to a question.
     *
     * @param question equal for whoever may have the same answer: what was asked, and all that must not be out of date
     */
    Reply reply(Object question, Supplier<Reply> made) {
        Answer answer;
        synchronized (answers) {
            answer = answers.remove(question);
            answer = answer == null ? new Answer() : answer;
            answers.put(question, answer);
            if (answers.size() > KEPT) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
        return answer.get(made);
    }

    /** Lets go of everything, so that nothing is held for those who no longer ask; to be called now and then. */
    void forget() {
        synchronized (answers) {
            answers.clear();
        }
    }
}
