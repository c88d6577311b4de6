package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds frames in a stream and can stop at any octet. Body frames pass through in pieces, so that a large body is copied once; other frames wait
 * until they are whole.
 *
 * <pre>
 *   type(1) | channel(2) | size(4) | payload(size) | 0xCE
 * </pre>
 */
public final class FrameDecoder {
    /** frame-max in force before it is negotiated, and the least that may be negotiated (CONN-12). */
    public static final int MIN_FRAME_MAX = 4096;

    private enum State {
        FRAME,
        BODY,
        BODY_END
    }

    private int frameMax = MIN_FRAME_MAX;
    private State state = State.FRAME;
    private int bodyChannel;
    private int bodyLeft;

    /** A decoder at the start of a stream. */
    public FrameDecoder() {}

    /** Sets the limit from {@code tune-ok}; a payload may be as large as the limit itself, 8 octets more than the specification says (FRAME-05). */
    public void limit(int negotiatedFrameMax) {
        frameMax = negotiatedFrameMax;
    }

    /**
     * Hands over all frames that are whole, and moves the reader index behind them.
     *
     * @throws ConnectionException where the frame layer is broken for good (FRAME-01, FRAME-05)
     */
    public void decode(ByteBuf in, FrameSink sink) throws ConnectionException {
        while (!sink.paused()) {
            boolean more = switch (state) {
                case FRAME -> frame(in, sink);
                case BODY -> body(in, sink);
                case BODY_END -> bodyEnd(in, sink);
            };
            if (!more) {
                return;
            }
        }
    }

    /** How many octets {@code partial} misses until the next step; at least 1. */
    public int missing(ByteBuf partial) {
        int readable = partial.readableBytes();
        if (state != State.FRAME) {
            return 1;
        }
        if (readable < Frames.HEADER_OCTETS) {
            return Frames.HEADER_OCTETS - readable;
        }
        int at = partial.readerIndex();
        long size = partial.getUnsignedInt(at + 3);
        return partial.getUnsignedByte(at) == Frames.BODY && size > 0
                ? 1
                : (int) Math.max(1, Math.min(size, frameMax) + Frames.OVERHEAD_OCTETS - readable);
    }

    /** A frame in RabbitMQ's words, for reply texts. */
    public static String describe(int type, ByteBuf in, int index, int length) {
        return Octets.ofFrame(type, in, index, length);
    }

    private boolean frame(ByteBuf in, FrameSink sink) throws ConnectionException {
        int readable = in.readableBytes();
        if (readable < Frames.HEADER_OCTETS) {
            return false;
        }
        int at = in.readerIndex();
        int type = in.getUnsignedByte(at);
        int channel = in.getUnsignedShort(at + 1);
        int size = in.getInt(at + 3);
        if (size < 0 || size > frameMax) {
            throw ConnectionException.fatal("type " + type + ", all octets = <<>>: {frame_too_large,"
                    + (size & 0xFFFFFFFFL) + "," + (frameMax - Frames.OVERHEAD_OCTETS) + "}");
        }
        if (type == Frames.BODY && size > 0) {
            bodyChannel = channel;
            bodyLeft = size;
            state = State.BODY;
            in.readerIndex(at + Frames.HEADER_OCTETS);
            return true;
        }
        if (readable < size + Frames.OVERHEAD_OCTETS) {
            return false;
        }
        int payload = at + Frames.HEADER_OCTETS;
        int end = in.getUnsignedByte(payload + size);
        if (end != Frames.END) {
            throw badEnd(Octets.ofFrame(type, in, payload, size), end);
        }
        if (!dispatch(type, channel, in, payload, size, sink)) {
            return false;
        }
        in.readerIndex(payload + size + 1);
        return true;
    }

    private static boolean dispatch(int type, int channel, ByteBuf in, int at, int size, FrameSink sink) {
        if (type == Frames.METHOD && size >= 4) {
            return sink.onMethod(channel, in, at, size);
        }
        if (type == Frames.HEADER && size >= ContentLayout.FLAGS_OFFSET) {
            sink.onHeader(channel, in, at, size);
        } else if (type == Frames.BODY) {
            sink.onBodyEnd(channel);
        } else if (type == Frames.HEARTBEAT && size == 0) {
            sink.onHeartbeat(channel);
        } else {
            sink.onUnknown(channel, Octets.ofFrame(type, in, at, size) + ": unknown_frame");
        }
        return true;
    }

    private boolean body(ByteBuf in, FrameSink sink) {
        int length = Math.min(bodyLeft, in.readableBytes());
        if (length == 0) {
            return false;
        }
        int at = in.readerIndex();
        sink.onBody(bodyChannel, in, at, length);
        in.readerIndex(at + length);
        bodyLeft -= length;
        if (bodyLeft == 0) {
            state = State.BODY_END;
        }
        return true;
    }

    private boolean bodyEnd(ByteBuf in, FrameSink sink) throws ConnectionException {
        if (!in.isReadable()) {
            return false;
        }
        int end = in.readUnsignedByte();
        if (end != Frames.END) {
            throw badEnd("type 3, all octets = <<>>", end);
        }
        state = State.FRAME;
        sink.onBodyEnd(bodyChannel);
        return true;
    }

    private static ConnectionException badEnd(String frame, int end) {
        return ConnectionException.fatal(frame + ": {invalid_frame_end_marker," + end + "}");
    }
}
