/**
 * Bytes made readable: the log of everything that a case's connections sent and received, and its decoding into lines of fixed
 * columns or into a capture file for Wireshark. A {@link dev.touchstone.suite.transcript.WireLog} belongs to one case; its
 * connections append from their threads.
 */
@NullMarked
package dev.touchstone.suite.transcript;

import org.jspecify.annotations.NullMarked;
