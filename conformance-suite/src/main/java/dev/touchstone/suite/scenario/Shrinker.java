package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Mismatch;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a failing scenario small: leaves steps out, takes flags and arguments away, puts what several clients do into one, as long
 * as the same sort of mismatch comes. Any list of steps can be played, since the model knows what must come of each.
 */
final class Shrinker {
    private final Function<List<Step>, Result> play;
    private final long deadline;
    private final String sort;
    private Result best;

    private Shrinker(Function<List<Step>, Result> play, Result failing, Duration budget) {
        this.play = play;
        this.best = failing;
        this.sort = sortOf(failing);
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    private static String sortOf(Result result) {
        return result.mismatch().map(Mismatch::sort).orElse("");
    }

    /**
     * @param play plays steps on an empty stage
     * @return the smallest that was found, with its mismatch
     */
    static Result shrink(Function<List<Step>, Result> play, Result failing, Duration budget) {
        Shrinker shrinker = new Shrinker(play, failing, budget);
        int before;
        do {
            before = shrinker.weight();
            shrinker.leaveOut();
            shrinker.merge();
            shrinker.simplify();
        } while (shrinker.weight() < before && !shrinker.isOver());
        return shrinker.best;
    }

    private boolean isOver() {
        return System.nanoTime() > deadline;
    }

    private int weight() {
        return best.steps().stream()
                .mapToInt(step -> 10 + step.options().size())
                .sum();
    }

    /** Keeps these steps if they still fail in the same way. */
    private boolean accept(List<Step> steps) {
        if (isOver()) {
            return false;
        }
        Result result = play.apply(steps);
        if (result.mismatch().isPresent() && sortOf(result).equals(sort)) {
            best = result;
            return true;
        }
        return false;
    }

    /** Halves, quarters and so on down to single steps, from the end to the beginning. */
    private void leaveOut() {
        for (int size = Math.max(1, best.lines().size() / 2); size >= 1; size /= 2) {
            int from = best.lines().size() - size;
            while (from > -size) {
                List<Step> fewer = new ArrayList<>(best.steps());
                int at = Math.max(0, Math.min(from, fewer.size()));
                fewer.subList(at, Math.min(fewer.size(), at + size)).clear();
                if (!fewer.isEmpty()) {
                    accept(fewer);
                }
                from = Math.min(from, best.lines().size()) - size;
            }
        }
    }

    private void merge() {
        Set<String> places = new LinkedHashSet<>();
        best.steps().stream()
                .filter(step -> step.verb().scope() == Verb.Scope.CHANNEL)
                .forEach(step -> places.add(step.where()));
        List<String> all = List.copyOf(places);
        for (int i = all.size() - 1; i > 0; i--) {
            for (int j = 0; j < i; j++) {
                if (accept(moved(all.get(i), all.get(j), true))
                        || accept(moved(all.get(i), another(all.get(j)), false))) {
                    break;
                }
            }
        }
    }

    private static String another(String channel) {
        return Step.clientOf(channel) + "." + (Step.channelOf(channel) + 2);
    }

    /** All steps of one channel at another; with {@code same} that other one is open already. */
    private List<Step> moved(String from, String to, boolean same) {
        String left = Step.clientOf(from);
        boolean empty = best.steps().stream()
                .noneMatch(step -> step.client().equals(left)
                        && step.verb().scope() == Verb.Scope.CHANNEL
                        && !step.where().equals(from));
        List<Step> steps = new ArrayList<>();
        for (Step step : best.steps()) {
            boolean lost = empty && step.where().equals(left);
            if (step.where().equals(from)) {
                if (!(same && step.verb() == Verb.OPEN)) {
                    steps.add(step.at(to));
                }
            } else if (!lost) {
                steps.add(step);
            }
        }
        return steps;
    }

    private void simplify() {
        for (int i = 0; i < best.steps().size(); i++) {
            for (String option : List.copyOf(best.steps().get(i).options().keySet())) {
                List<Step> steps = new ArrayList<>(best.steps());
                if (i < steps.size()) {
                    steps.set(i, steps.get(i).without(option));
                    accept(steps);
                }
            }
        }
        accept(renumbered(best.steps()));
    }

    /** Messages, consumers, queues and exchanges counted from 1 in the order in which they come. */
    private static List<Step> renumbered(List<Step> steps) {
        Map<String, String> names = new LinkedHashMap<>();
        Function<String, String> name = old -> {
            if (!old.matches("[mcqe][1-9][0-9]*")) {
                return old;
            }
            return names.computeIfAbsent(
                    old,
                    ignored -> old.charAt(0)
                            + Long.toString(1
                                    + names.keySet().stream()
                                            .filter(one -> one.charAt(0) == old.charAt(0))
                                            .count()));
        };
        List<Step> renamed = new ArrayList<>();
        for (Step step : steps) {
            Step changed = step.withOperands(step.operands().stream().map(name).toList());
            for (Map.Entry<String, Object> option : step.options().entrySet()) {
                if (option.getValue() instanceof String text) {
                    changed = changed.with(option.getKey(), name.apply(text));
                }
            }
            renamed.add(changed);
        }
        return renamed;
    }

    /** A short word for what went wrong, fit for the name of a file. */
    static String slug(Optional<Mismatch> mismatch) {
        return mismatch.map(Mismatch::sort).orElse("unknown").replaceAll("[^a-z0-9]+", "-");
    }
}
