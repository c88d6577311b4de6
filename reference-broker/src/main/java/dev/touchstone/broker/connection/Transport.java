package dev.touchstone.broker.connection;

import io.netty.buffer.ByteBuf;

/** The socket as a connection sees it. All calls come from the loop that the connection is on. */
public interface Transport {
    /** The buffer that this turn's octets are appended to; valid until the next call of any method here. */
    ByteBuf out();

    /** Appends a part without copying; takes over one count of it. */
    void append(ByteBuf part);

    /** Whether the peer keeps up: false above the high watermark of outbound octets, until they fall below the low one. */
    boolean isWritable();

    /** Asks for {@link Connection#beforeFlush} and a flush at the end of this turn. */
    void flushSoon();

    /** Whether the socket is read. Off: octets stay with the sender. */
    void read(boolean wanted);

    /** Hands the octets that are left undecoded to the connection once more, as soon as possible. */
    void decodeAgain();

    /** Sends what was appended, then closes the socket. */
    void close();

    /** The two ends. */
    Peer peer();

    /** How many octets came so far. */
    default long octetsIn() {
        return 0;
    }

    /** How many octets went out so far. */
    default long octetsOut() {
        return 0;
    }

    /** The loop that the connection is on. */
    Loop loop();

    /** Leaves this loop for another; {@code arrived} runs there, and nothing is decoded in between. Nothing sent or received is lost. */
    void move(Loop target, Runnable arrived);
}
