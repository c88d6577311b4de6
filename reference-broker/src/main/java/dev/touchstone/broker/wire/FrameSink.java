package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Takes frames as {@link FrameDecoder} finds them. Indices are valid during the call only; nobody but the decoder moves the reader index. */
public interface FrameSink {
    /** Whether decoding stops between frames for now. */
    boolean paused();

    /**
     * A method frame: {@code length} octets at {@code index}, at least four, ids first.
     *
     * @return false to leave the frame where it is and stop; it comes again
     */
    boolean onMethod(int channel, ByteBuf in, int index, int length);

    /** A content header frame: {@code length} octets at {@code index}. */
    void onHeader(int channel, ByteBuf in, int index, int length);

    /** A piece of a body frame, {@code length} octets at {@code index}; pieces come as the socket gives them. */
    void onBody(int channel, ByteBuf in, int index, int length);

    /** The end of a body frame. */
    void onBodyEnd(int channel);

    /** A heartbeat without payload. */
    void onHeartbeat(int channel);

    /** A frame that can be told from its neighbours but means nothing; {@code description} is in RabbitMQ's words. */
    void onUnknown(int channel, String description);
}
