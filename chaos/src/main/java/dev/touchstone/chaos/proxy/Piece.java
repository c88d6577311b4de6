package dev.touchstone.chaos.proxy;

import dev.touchstone.suite.probe.WireFrame;

/** What a stream of octets falls into. */
sealed interface Piece {
    /** A whole frame, right or wrong at its end. */
    record Framed(WireFrame frame) implements Piece {}

    /** Octets that are no frame, or not wholly here yet: passed on as they are. */
    record Raw(byte[] octets) implements Piece {}
}
