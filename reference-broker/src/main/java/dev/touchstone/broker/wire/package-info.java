/**
 * Bytes to frames to methods and back: field tables, methods as records, frame decoding that resumes at any byte, and malformed input as typed
 * errors with their reply code. Pure: reads no clock, opens nothing. Decoders belong to one connection and its event loop; values are immutable.
 */
@NullMarked
package dev.touchstone.broker.wire;

import org.jspecify.annotations.NullMarked;
