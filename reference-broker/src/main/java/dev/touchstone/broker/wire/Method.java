package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/**
 * A method of AMQP 0-9-1 with RabbitMQ's extensions, one record each, grouped by class. Reserved fields that carry nothing (tickets, old
 * out-of-band strings) are read, dropped, and written as zero.
 */
public sealed interface Method
        permits HandshakeMethod,
                ConnectionMethod,
                ChannelMethod,
                AccessMethod,
                ExchangeMethod,
                QueueMethod,
                BasicMethod,
                BasicReply,
                ConfirmMethod,
                TxMethod {

    /** Class id in the upper, method id in the lower 16 bits. */
    int id();

    /** Writes the arguments, without the ids. */
    void encode(ByteBuf out);

    /** The id of a class and a method in one number. */
    static int id(int classId, int methodId) {
        return classId << 16 | methodId;
    }
}
