package dev.touchstone.suite.transcript;

import dev.touchstone.suite.probe.WireFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one direction of a connection into protocol headers (8 octets), frames, and octets that are neither. Once something is
 * neither, all that follows is: there is no way back into step.
 */
final class FrameScanner {
    private static final int MOST_PAYLOAD = 16 * 1024 * 1024;

    private byte[] rest = new byte[0];
    private boolean first = true;
    private boolean lost;

    /** The items that these octets complete: {@link WireFrame} or {@code byte[]}. */
    List<Object> feed(byte[] octets) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(rest.length + octets.length);
        joined.writeBytes(rest);
        joined.writeBytes(octets);
        ByteBuffer in = ByteBuffer.wrap(joined.toByteArray());
        List<Object> items = new ArrayList<>();
        while (in.hasRemaining()) {
            Object item = next(in);
            if (item == null) {
                break;
            }
            items.add(item);
        }
        rest = Arrays.copyOfRange(in.array(), in.position(), in.limit());
        return items;
    }

    int pending() {
        return rest.length;
    }

    private @org.jspecify.annotations.Nullable Object next(ByteBuffer in) {
        if (lost) {
            return take(in, in.remaining());
        }
        if (first && in.get(in.position()) == 'A') {
            return in.remaining() < 8 ? null : header(in);
        }
        if (in.remaining() < 7) {
            return null;
        }
        int type = in.get(in.position()) & 0xFF;
        long size = in.getInt(in.position() + 3) & 0xFFFFFFFFL;
        if (size > MOST_PAYLOAD || (first && type > 8)) {
            lost = true;
            return take(in, in.remaining());
        }
        return in.remaining() < size + 8 ? null : frame(in, type, (int) size);
    }

    private byte[] header(ByteBuffer in) {
        first = false;
        return take(in, 8);
    }

    private WireFrame frame(ByteBuffer in, int type, int size) {
        first = false;
        int channel = in.getShort(in.position() + 1) & 0xFFFF;
        in.position(in.position() + 7);
        byte[] payload = take(in, size);
        int end = in.get() & 0xFF;
        lost = end != WireFrame.END;
        return new WireFrame(type, channel, payload, end);
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] octets = new byte[count];
        in.get(octets);
        return octets;
    }
}
