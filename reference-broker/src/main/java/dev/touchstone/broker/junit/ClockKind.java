package dev.touchstone.broker.junit;

/** How the clock of a test's broker goes. */
public enum ClockKind {
    /** With the wall clock; it may still be moved ahead. */
    WALL,

    /** It stands still and moves by {@code broker.clock().advance(...)} only. */
    VIRTUAL
}
