package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written in one go: pieces of one or several segments, and who waits until it is safe. Made on the loop, written by the worker, ended on the loop. */
final class Batch {
    private final List<Piece> pieces = new ArrayList<>(1);
    private @Nullable Receipt[] receipts = {};
    private long[] numbers = {};
    private int waiting;
    private boolean force;
    private long octets;

    /** Set by the worker, read by the loop after the worker has told it. */
    private @Nullable DiskException failure;

    /**
     * Octets for one segment.
     *
     * @param fresh whether the file is to be made
     */
    record Piece(Segment segment, boolean fresh, long at, long length, List<ByteBuffer> chunks) {}

    /** Somebody waits until everything in this batch and before it is safe. */
    void await(Receipt receipt, long sequenceNumber) {
        if (waiting == numbers.length) {
            int length = Math.max(64, waiting * 2);
            receipts = Arrays.copyOf(receipts, length);
            numbers = Arrays.copyOf(numbers, length);
        }
        receipts[waiting] = receipt;
        numbers[waiting++] = sequenceNumber;
        force = true;
    }

    void force() {
        force = true;
    }

    boolean isForced() {
        return force;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && !force;
    }

    void add(Piece piece) {
        pieces.add(piece);
        octets += piece.length();
    }

    List<Piece> pieces() {
        return pieces;
    }

    long octets() {
        return octets;
    }

    void failure(@Nullable DiskException now) {
        failure = now;
    }

    @Nullable
    DiskException failure() {
        return failure;
    }

    /** Everything is safe: tells those who waited. */
    void tell() {
        for (int i = 0; i < waiting; i++) {
            Receipt receipt = receipts[i];
            if (receipt != null) {
                receipt.accepted(numbers[i]);
            }
        }
    }
}
