package dev.touchstone.ci.kill;

import java.util.Optional;

/**
 * What became of a hunt.
 *
 * @param by id of the first case or property that failed because of the bug; empty if the bug survived
 * @param millis from the start of the broker to that failure, or to the end of the hunt
 * @param judged how many cases and properties had come to a verdict by then
 * @param outOfTime whether the hunt ended because its time was over
 */
public record Kill(Bug bug, Optional<String> by, long millis, int judged, boolean outOfTime) {
    /** Whether the suite found the bug. */
    public boolean isKilled() {
        return by.isPresent();
    }
}
