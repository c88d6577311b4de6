package dev.touchstone.suite.lab;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a broker answers to the publishes of one channel: acks, nacks and returns, in the order in which they came. */
public final class Confirms {
    private final Duration patience;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    /** One frame from the broker. */
    public sealed interface Answer {}

    /** {@code basic.ack}. */
    public record Ack(long tag, boolean multiple) implements Answer {}

    /** {@code basic.nack}. */
    public record Nack(long tag, boolean multiple) implements Answer {}

    /** {@code basic.return}. */
    public record Returned(Return message) implements Answer {
        @Override
        public String toString() {
            return "return " + message.getReplyCode() + " " + message.getReplyText() + " of '" + message.getRoutingKey()
                    + "'";
        }
    }

    /**
     * The expanded answers.
     *
     * @param acked publish numbers
     * @param nacked publish numbers
     */
    public record Outcome(Set<Long> acked, Set<Long> nacked) {}

    private Confirms(Duration patience) {
        this.patience = patience;
    }

    static Confirms on(Channel channel, Duration patience) throws IOException {
        Confirms confirms = new Confirms(patience);
        channel.addReturnListener(message -> confirms.answers.add(new Returned(message)));
        channel.addConfirmListener(new ConfirmListener() {
            @Override
            public void handleAck(long tag, boolean multiple) {
                confirms.answers.add(new Ack(tag, multiple));
            }

            @Override
            public void handleNack(long tag, boolean multiple) {
                confirms.answers.add(new Nack(tag, multiple));
            }
        });
        channel.confirmSelect();
        return confirms;
    }

    /** The next answer; a finding if none comes in time. */
    public Answer next() {
        Answer answer = poll(patience);
        if (answer == null) {
            throw new Finding("an ack, a nack or a return", "nothing in " + patience.toMillis() + " ms");
        }
        return answer;
    }

    /** Expects that nothing has come within that time. */
    public void expectNothing(Duration time) {
        Answer answer = poll(time);
        if (answer != null) {
            throw new Finding("no answer for " + time.toMillis() + " ms", answer.toString());
        }
    }

    /**
     * Waits until the publishes from {@code first} to {@code last} are answered and expands {@code multiple}. A number answered
     * twice is a finding (PUB-CONFIRM-04). Returns that come meanwhile are passed over.
     */
    public Outcome settle(long first, long last) {
        Set<Long> open = new TreeSet<>();
        for (long number = first; number <= last; number++) {
            open.add(number);
        }
        Outcome outcome = new Outcome(new TreeSet<>(), new TreeSet<>());
        while (!open.isEmpty()) {
            Answer answer = next();
            if (answer instanceof Ack ack) {
                expand(open, ack.tag(), ack.multiple(), outcome.acked());
            } else if (answer instanceof Nack nack) {
                expand(open, nack.tag(), nack.multiple(), outcome.nacked());
            }
        }
        return outcome;
    }

    private static void expand(Set<Long> open, long tag, boolean multiple, Set<Long> into) {
        List<Long> settled = new ArrayList<>();
        for (long number : open) {
            if (number == tag || (multiple && (number < tag || tag == 0))) {
                settled.add(number);
            }
        }
        if (settled.isEmpty()) {
            throw new Finding("answers to open publishes " + open + " only", "an answer to " + tag);
        }
        settled.forEach(open::remove);
        into.addAll(settled);
    }

    private @org.jspecify.annotations.Nullable Answer poll(Duration time) {
        try {
            return answers.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while waiting for an answer", e);
        }
    }
}
