package dev.touchstone.suite.script;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits until all that must come has come and nothing more can, and holds it against what was expected. */
public final class Settling {
    /** What was asked just before the patience ends is still answered. */
    private static final long LAST_ANSWER_NANOS = 1_000_000_000L;

    private final Stage stage;

    public Settling(Stage stage) {
        this.stage = stage;
    }

    /**
     * What must hold when a step is over.
     *
     * @param events that must come
     * @param open true if more may come
     * @param listeners channels to which something may come by itself
     * @param depths of queues as they must be, or empty to compare none
     * @param owners the client that alone may ask a queue
     * @param gone queues that must be gone
     */
    public record Wanted(
            List<Event> events,
            boolean open,
            Predicate<String> listeners,
            Map<String, Stage.Depth> depths,
            Map<String, String> owners,
            Collection<String> gone) {}

    /** Replies, then queues, then channels: after this nothing more is under way, unless a queue waits for something itself. */
    public Map<String, Stage.Depth> settle(Collection<String> sayers, Wanted wanted, long deadlineNanos) {
        stage.barrier(sayers::contains, deadlineNanos);
        Map<String, Stage.Depth> depths = wanted.depths().isEmpty()
                ? Map.of()
                : stage.depths(wanted.depths().keySet(), wanted.owners(), deadlineNanos);
        stage.barrier(wanted.listeners(), deadlineNanos);
        return depths;
    }

    /** Settles, again and again until all is as wanted or the patience is over; empty if all is well. */
    public Optional<Mismatch> judge(Collection<String> sayers, Wanted wanted) {
        long deadline = System.nanoTime() + stage.patience().toNanos();
        int pause = 1;
        while (true) {
            Map<String, Stage.Depth> depths = settle(sayers, wanted, deadline + LAST_ANSWER_NANOS);
            List<Event> came = stage.events();
            Comparison comparison = Comparison.of(wanted.events(), came, wanted.open());
            if (comparison.wrong().isPresent()) {
                return comparison.wrong();
            }
            Optional<Mismatch> wrong = comparison.missing().isEmpty()
                    ? unlike(wanted, depths).or(() -> stillThere(wanted, deadline))
                    : Optional.of(Comparison.missing(comparison.missing(), came));
            if (wrong.isEmpty() || System.nanoTime() > deadline) {
                return wrong;
            }
            stage.listen(pause);
            pause = Math.min(50, pause * 2);
        }
    }

    private Optional<Mismatch> unlike(Wanted wanted, Map<String, Stage.Depth> came) {
        Map<String, Stage.Depth> expected = new HashMap<>(wanted.depths());
        expected.entrySet().removeIf(entry -> entry.getValue().equals(came.get(entry.getKey())));
        return expected.entrySet().stream()
                .findFirst()
                .map(entry -> new Mismatch(
                        "depth",
                        entry.getKey() + " with " + show(Optional.of(entry.getValue())),
                        stage.isSilent() ? "no answer" : show(Optional.ofNullable(came.get(entry.getKey()))),
                        Optional.empty()));
    }

    private static String show(Optional<Stage.Depth> depth) {
        return depth.map(one -> one.messages() + " ready messages and " + one.consumers() + " consumers")
                .orElse("no such queue");
    }

    private Optional<Mismatch> stillThere(Wanted wanted, long deadline) {
        return wanted.gone().stream()
                .filter(queue -> !stage.isGone(queue, deadline))
                .findFirst()
                .map(queue -> new Mismatch("depth", "no queue " + queue, "it is still there", Optional.empty()));
    }
}
