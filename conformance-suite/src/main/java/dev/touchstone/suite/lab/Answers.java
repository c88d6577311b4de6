package dev.touchstone.suite.lab;

import dev.touchstone.suite.probe.MethodFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The acks and nacks that publishes 1 to n got, expanded; a number answered twice is a {@link Finding} (PUB-CONFIRM-04). */
public final class Answers {
    private final TreeSet<Long> open = new TreeSet<>();
    private final Set<Long> acked = new TreeSet<>();
    private final Set<Long> nacked = new TreeSet<>();
    private final List<MethodFields> frames = new ArrayList<>();

    Answers(long last) {
        for (long number = 1; number <= last; number++) {
            open.add(number);
        }
    }

    /** Takes {@code basic.ack} or {@code basic.nack}; {@code multiple} covers all that is open up to the tag, 0 all. */
    void add(MethodFields answer) {
        long tag = answer.number("delivery-tag");
        List<Long> settled = new ArrayList<>();
        for (long number : open) {
            if (number == tag || (answer.flag("multiple") && (number < tag || tag == 0))) {
                settled.add(number);
            }
        }
        if (settled.isEmpty()) {
            throw new Finding("an answer to one of the open publishes " + open, answer.toString());
        }
        settled.forEach(open::remove);
        (answer.name().equals("basic.ack") ? acked : nacked).addAll(settled);
        frames.add(answer);
    }

    boolean complete() {
        return open.isEmpty();
    }

    @Override
    public String toString() {
        return "acked " + acked + ", nacked " + nacked + ", open " + open;
    }

    public Set<Long> acked() {
        return Set.copyOf(acked);
    }

    public Set<Long> nacked() {
        return Set.copyOf(nacked);
    }

    /** The answers as they came. */
    public List<MethodFields> frames() {
        return List.copyOf(frames);
    }
}
