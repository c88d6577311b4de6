/**
 * What clients did and saw, as an append-only history, and the checker that reads one and names anomalies. Nothing here speaks to a broker: a stored
 * history is judged like a fresh one.
 */
@NullMarked
package dev.touchstone.chaos.history;

import org.jspecify.annotations.NullMarked;
