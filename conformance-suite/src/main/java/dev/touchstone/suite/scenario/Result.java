package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Line;
import dev.touchstone.suite.script.Mismatch;
import dev.touchstone.suite.script.Step;
import java.util.List;
import java.util.Optional;

/**
 * How a scenario went.
 *
 * @param lines the steps that were taken, with what the model expected of each
 * @param mismatch set if something else came of the last of them
 * @param givenUp why the end was not played: a race, or a machine too slow for its own times; empty if it was
 */
public record Result(List<Line> lines, Optional<Mismatch> mismatch, Optional<String> givenUp) {
    public Result {
        lines = List.copyOf(lines);
    }

    public List<Step> steps() {
        return lines.stream().map(Line::step).toList();
    }
}
