package dev.touchstone.broker.net;

/**
 * How long the loops were busy with one piece of work at a time.
 *
 * @param longTurns pieces of work that took more than 5 ms, since the start
 * @param longestNanos the longest one since this was asked for last
 */
public record TurnTimes(long longTurns, long longestNanos) {}
