package dev.touchstone.broker.channel;

import io.netty.buffer.ByteBuf;

/** The way out of a connection. What is appended in one turn of the loop leaves in one flush at its end. */
public interface Outlet {
    /** The buffer to append frames to; valid until the next call of any method here. */
    ByteBuf out();

    /** Appends a part without copying it; takes over one count of it. */
    void append(ByteBuf part);

    /** Whether the peer reads fast enough to get more deliveries. */
    boolean isWritable();

    /** What this connection has still to do before it takes more from its client. */
    Agenda agenda();

    /** Asks for {@link AmqpChannel#beforeFlush} at the end of this turn, even if nothing is appended. */
    void flushSoon();

    /** Says where the last message went: to a queue with a backlog, whose feeders wait first when memory gets short, or not. */
    void feedsBacklog(boolean does);

    /** The negotiated frame-max: the most octets of a frame, header and end included. */
    int frameMax();
}
