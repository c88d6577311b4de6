package dev.touchstone.chaos.proxy;

/** Where a frame is going. */
public enum Direction {
    TO_BROKER,
    TO_CLIENT
}
