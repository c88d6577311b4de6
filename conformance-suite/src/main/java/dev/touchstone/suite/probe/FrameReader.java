package dev.touchstone.suite.probe;

import dev.touchstone.suite.transcript.WireLog;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** Reads frames off a socket against a deadline and keeps what was read when the deadline passes in the middle of one. */
final class FrameReader {
    private static final int MOST_PAYLOAD = 256 * 1024 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final WireLog.Tap tap;
    private byte[] buffer = new byte[8192];
    private int start;
    private int limit;

    FrameReader(Socket socket, InputStream in, WireLog.Tap tap) {
        this.socket = socket;
        this.in = in;
        this.tap = tap;
    }

    ProbeEvent read(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        fill(7, deadline);
        if (buffer[start] == 'A' && buffer[start + 1] == 'M' && buffer[start + 2] == 'Q' && buffer[start + 3] == 'P') {
            fill(8, deadline);
            return new ProbeEvent.Header(take(8));
        }
        WireReader head = new WireReader(Arrays.copyOfRange(buffer, start, start + 7));
        int type = head.octet();
        int channel = head.shortInt();
        long size = head.longInt();
        if (size > MOST_PAYLOAD) {
            throw new MalformedWireData("a frame of " + size + " octets was announced");
        }
        fill((int) size + 8, deadline);
        byte[] octets = take((int) size + 8);
        byte[] payload = Arrays.copyOfRange(octets, 7, octets.length - 1);
        return new ProbeEvent.Frame(new WireFrame(type, channel, payload, octets[octets.length - 1] & 0xFF));
    }

    private byte[] take(int count) {
        byte[] octets = Arrays.copyOfRange(buffer, start, start + count);
        start += count;
        return octets;
    }

    private void fill(int count, long deadline) throws IOException {
        makeRoom(count);
        while (limit - start < count) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0 && in.available() == 0) {
                throw new SocketTimeoutException("deadline");
            }
            socket.setSoTimeout((int) Math.max(1, leftMillis));
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                throw new EOFException("end of stream");
            }
            tap.record(WireLog.Direction.RECEIVED, buffer, limit, read);
            limit += read;
        }
    }

    private void makeRoom(int count) {
        if (start + count > buffer.length) {
            byte[] wider = count > buffer.length ? new byte[count + 8192] : buffer;
            System.arraycopy(buffer, start, wider, 0, limit - start);
            limit -= start;
            start = 0;
            buffer = wider;
        }
    }
}
