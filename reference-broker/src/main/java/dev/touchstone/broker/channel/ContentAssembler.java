package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.ContentScan;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ContentLayout;
import dev.touchstone.broker.wire.ReplyCode;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Method, header, body of one channel. A small message is copied once, into an array of exactly its size; a large one once into a buffer that
 * grows with what really came, never with what was announced. What is too large or unwanted is counted and dropped.
 */
final class ContentAssembler {
    /** A body buffer starts with at most this and doubles up to the announced size. */
    private static final int FIRST_CAPACITY = 1 << 20;

    private enum Expect {
        METHOD,
        HEADER,
        BODY
    }

    private final long maxBodyOctets;
    private Expect expect = Expect.METHOD;
    private int methodId;
    private boolean wanted;
    private byte[] octets = {};
    private int headerLength;
    private int filled;
    private long bodySize;
    private long left;
    private @Nullable ByteBuf large;

    ContentAssembler(long maxBodyOctets) {
        this.maxBodyOctets = maxBodyOctets;
    }

    /** The method whose content is being assembled, or was last. */
    int methodId() {
        return methodId;
    }

    /** The announced octets of the body. */
    long bodySize() {
        return bodySize;
    }

    /** Whether a method frame is welcome now. */
    boolean expectsMethod() {
        return expect == Expect.METHOD;
    }

    /** A method with content came; if it is not {@code wanted} its content is only counted. */
    void expectContentOf(int id, boolean isWanted) {
        methodId = id;
        wanted = isWanted;
        expect = Expect.HEADER;
    }

    /** The 505 for a frame that is not what the content needs next (FRAME-09). */
    ConnectionException unexpectedFrame() {
        String awaited = expect == Expect.HEADER
                ? "expected content header for class " + (methodId >>> 16) + ", got non content header frame instead"
                : "expected content body, got non content body frame instead";
        return new ConnectionException(ReplyCode.UNEXPECTED_FRAME, awaited);
    }

    private static ConnectionException methodExpected() {
        return ConnectionException.ofFrame(
                ReplyCode.UNEXPECTED_FRAME, "expected method frame, got non method frame instead");
    }

    /** Takes a header frame; true if the message has no body and is complete. */
    boolean header(ByteBuf in, int at, int length) throws ConnectionException {
        if (expect == Expect.METHOD) {
            throw methodExpected();
        }
        if (expect == Expect.BODY || in.getUnsignedShort(at + ContentLayout.WEIGHT_OFFSET) != 0) {
            throw unexpectedFrame();
        }
        int classId = in.getUnsignedShort(at);
        if (classId != methodId >>> 16) {
            throw new ConnectionException(
                    ReplyCode.UNEXPECTED_FRAME,
                    "expected content header for class " + (methodId >>> 16) + ", got one for class " + classId
                            + " instead");
        }
        bodySize = in.getLong(at + ContentLayout.BODY_SIZE_OFFSET);
        left = bodySize;
        wanted &= bodySize >= 0 && bodySize <= maxBodyOctets;
        if (wanted) {
            boolean small = bodySize <= Message.SMALL_BODY_OCTETS;
            octets = new byte[small ? length + (int) bodySize : length];
            in.getBytes(at, octets, 0, length);
            headerLength = length;
            filled = length;
            large = small ? null : in.alloc().directBuffer((int) Math.min(bodySize, FIRST_CAPACITY), (int) bodySize);
        }
        expect = bodySize == 0 ? Expect.METHOD : Expect.BODY;
        return bodySize == 0;
    }

    /** Takes a piece of a body frame. Octets beyond the announced size are dropped; the message then never completes (FRAME-14). */
    void body(ByteBuf in, int at, int length) throws ConnectionException {
        checkBodyExpected();
        int useful = (int) Math.max(0, Math.min(length, left));
        left -= length;
        if (!wanted || useful == 0) {
            return;
        }
        ByteBuf body = large;
        if (body == null) {
            in.getBytes(at, octets, filled, useful);
            filled += useful;
            return;
        }
        if (body.writableBytes() < useful) {
            body.capacity((int) Math.min(bodySize, Math.max(body.capacity() * 2L, body.writerIndex() + (long) useful)));
        }
        body.writeBytes(in, at, useful);
    }

    /** The end of a body frame; true if the message is complete. */
    boolean bodyEnd() throws ConnectionException {
        checkBodyExpected();
        if (left != 0) {
            return false;
        }
        expect = Expect.METHOD;
        return true;
    }

    private void checkBodyExpected() throws ConnectionException {
        if (expect == Expect.METHOD) {
            throw methodExpected();
        }
        if (expect == Expect.HEADER) {
            throw unexpectedFrame();
        }
    }

    /** Whether the complete content is there to be taken; false if it was only counted. */
    boolean isKept() {
        return wanted;
    }

    /** Scans the header of the complete message; false if its properties are malformed. */
    boolean scan(ContentScan scan) {
        return scan.scan(octets, headerLength);
    }

    /** The complete message; its count passes to the caller. */
    Message take(Address address, ContentScan scan) {
        ByteBuf body = large;
        large = null;
        wanted = false;
        byte[] taken = octets;
        return body == null
                ? Message.small(address, taken, headerLength, scan)
                : Message.large(address, taken, body, scan);
    }

    /** Frees what an unfinished message holds. */
    void drop() {
        wanted = false;
        if (large != null) {
            large.release();
            large = null;
        }
    }
}
