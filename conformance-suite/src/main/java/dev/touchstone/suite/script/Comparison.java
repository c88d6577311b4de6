package dev.touchstone.suite.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what came against what must come, stream by stream.
 *
 * @param missing what must still come
 * @param wrong what came and must not
 */
record Comparison(List<Event> missing, Optional<Mismatch> wrong) {
    static Comparison of(List<Event> expected, List<Event> came, boolean open) {
        List<Event> left = new ArrayList<>(expected);
        for (Event event : came) {
            Optional<Event> first = left.stream()
                    .filter(one -> one.sharesStream(event))
                    .filter(one -> !one.isFree() || one.allows(event))
                    .findFirst();
            if (first.isPresent() && first.get().allows(event)) {
                left.remove(first.get());
            } else if (!open) {
                return new Comparison(left, Optional.of(wrong(first, event)));
            }
        }
        return new Comparison(left, Optional.empty());
    }

    private static Mismatch wrong(Optional<Event> expected, Event came) {
        return expected.map(one -> new Mismatch("different", show(one), show(came), Optional.of(came)))
                .orElseGet(() -> new Mismatch("surplus", "nothing of that kind", show(came), Optional.of(came)));
    }

    static Mismatch missing(List<Event> missing, List<Event> came) {
        Event first = missing.get(0);
        String instead = came.isEmpty()
                ? "nothing"
                : String.join("; ", came.stream().map(Comparison::show).toList());
        return new Mismatch("missing", show(first), instead, Optional.of(first));
    }

    static String show(Event event) {
        return ScriptPrinter.event(event, "");
    }
}
