package dev.touchstone.chaos.proxy;

import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireReader;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts what a socket receives into frames. What cannot be a frame, and a frame whose rest does not come, makes the stream raw from
 * there on: a proxy must not hide the octets of a peer that is wrong on purpose.
 *
 * <pre>
 * octet 0 is 'A'    a protocol header, eight octets
 * octet 0 is 1 2 3 8  a frame: type, channel (2), size (4), payload, end
 * anything else     raw to the end of the stream
 * </pre>
 */
final class FrameStream {
    private static final int MOST_PAYLOAD = 16 * 1024 * 1024;
    private static final int REST_MUST_COME_MILLIS = 500;

    private final Socket socket;
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int limit;
    private boolean raw;

    FrameStream(Socket socket) {
        this.socket = socket;
    }

    /** The next piece; empty at the end of the stream. */
    Optional<Piece> next() throws IOException {
        if (!raw && has(1, 0)) {
            Optional<Piece> whole = isHeader() ? header() : frame();
            if (whole.isPresent()) {
                return whole;
            }
            raw = true;
        }
        return has(1, 0) ? Optional.of(new Piece.Raw(take(limit - start))) : Optional.empty();
    }

    /** True if the next piece is a whole frame that is here already, so that it can be had without waiting. */
    boolean holdsFrame() {
        int held = limit - start;
        return !raw
                && held >= 8
                && isFrameType(buffer[start])
                && new WireReader(Arrays.copyOfRange(buffer, start + 3, start + 7)).longInt() <= held - 8;
    }

    private boolean isHeader() {
        return buffer[start] == 'A';
    }

    private Optional<Piece> header() throws IOException {
        return has(8, REST_MUST_COME_MILLIS) ? Optional.of(new Piece.Raw(take(8))) : Optional.empty();
    }

    private Optional<Piece> frame() throws IOException {
        if (!isFrameType(buffer[start]) || !has(7, REST_MUST_COME_MILLIS)) {
            return Optional.empty();
        }
        WireReader head = new WireReader(Arrays.copyOfRange(buffer, start, start + 7));
        int type = head.octet();
        int channel = head.shortInt();
        long size = head.longInt();
        if (size > MOST_PAYLOAD || !has((int) size + 8, REST_MUST_COME_MILLIS)) {
            return Optional.empty();
        }
        byte[] octets = take((int) size + 8);
        byte[] payload = Arrays.copyOfRange(octets, 7, octets.length - 1);
        return Optional.of(new Piece.Framed(new WireFrame(type, channel, payload, octets[octets.length - 1] & 0xFF)));
    }

    private static boolean isFrameType(byte octet) {
        return octet == WireFrame.METHOD
                || octet == WireFrame.HEADER
                || octet == WireFrame.BODY
                || octet == WireFrame.HEARTBEAT;
    }

    /** Reads until so many octets are here; false at the end of the stream and when nothing came in that time (0: no limit). */
    private boolean has(int count, int millis) throws IOException {
        makeRoom(count);
        socket.setSoTimeout(millis);
        while (limit - start < count) {
            int read;
            try {
                read = socket.getInputStream().read(buffer, limit, buffer.length - limit);
            } catch (SocketTimeoutException e) {
                return false;
            }
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    private byte[] take(int count) {
        byte[] octets = Arrays.copyOfRange(buffer, start, start + count);
        start += count;
        return octets;
    }

    private void makeRoom(int count) {
        if (start + count > buffer.length || start == limit) {
            byte[] wider = count > buffer.length ? new byte[count + 16 * 1024] : buffer;
            System.arraycopy(buffer, start, wider, 0, limit - start);
            limit -= start;
            start = 0;
            buffer = wider;
        }
    }
}
