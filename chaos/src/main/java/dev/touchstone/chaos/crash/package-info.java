/**
 * The kill -9 driver: clients publish with confirms, consume with acks, some in transactions; the broker's process is killed at seeded moments and
 * started again; at the end the queues are drained and the history is judged. {@link dev.touchstone.chaos.crash.CrashRun} owns the threads.
 */
@NullMarked
package dev.touchstone.chaos.crash;

import org.jspecify.annotations.NullMarked;
