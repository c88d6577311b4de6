package dev.touchstone.ci.target;

import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.suite.target.Target;

/** A target that is there, and what it says about itself. Closing it closes the target. */
public record OpenTarget(Target target, TargetInfo info) implements AutoCloseable {
    @Override
    public void close() {
        target.close();
    }
}
