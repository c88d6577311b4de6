package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.BasicReply;
import dev.touchstone.broker.wire.Frames;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.ShortString;
import io.netty.buffer.ByteBuf;

/** Writes what the broker sends with content: deliver, get-ok, return. No object is made for a small message. */
final class ContentWriter {
    private static final byte[] NO_ROUTE = ShortString.encode(ReplyCode.NO_ROUTE.name());

    private final Outlet outlet;
    private final int channel;
    private final int maxBodyFrame;

    ContentWriter(Outlet outlet, int channel) {
        this.outlet = outlet;
        this.channel = channel;
        this.maxBodyFrame = outlet.frameMax() - Frames.OVERHEAD_OCTETS;
    }

    /** {@code basic.deliver}; the tag with its length octet in front. */
    void deliver(byte[] consumerTag, long deliveryTag, boolean redelivered, Message message) {
        byte[] address = message.address().octets();
        ByteBuf out = outlet.out();
        int length = 4 + consumerTag.length + 9 + address.length;
        out.ensureWritable(length + 3 * Frames.OVERHEAD_OCTETS + message.octets().length);
        method(out, length, BasicReply.Deliver.ID);
        out.writeBytes(consumerTag);
        out.writeLong(deliveryTag);
        out.writeByte(redelivered ? 1 : 0);
        out.writeBytes(address);
        out.writeByte(Frames.END);
        content(out, message);
    }

    /** {@code basic.get-ok}. */
    void getOk(long deliveryTag, boolean redelivered, Message message, long messageCount) {
        byte[] address = message.address().octets();
        ByteBuf out = outlet.out();
        method(out, 4 + 9 + address.length + 4, BasicReply.GetOk.ID);
        out.writeLong(deliveryTag);
        out.writeByte(redelivered ? 1 : 0);
        out.writeBytes(address);
        out.writeInt((int) messageCount);
        out.writeByte(Frames.END);
        content(out, message);
    }

    /** {@code basic.return} with 312 (RETURN-01). */
    void returned(Message message) {
        byte[] address = message.address().octets();
        ByteBuf out = outlet.out();
        method(out, 4 + 2 + NO_ROUTE.length + address.length, BasicReply.Return.ID);
        out.writeShort(ReplyCode.NO_ROUTE.code());
        out.writeBytes(NO_ROUTE);
        out.writeBytes(address);
        out.writeByte(Frames.END);
        content(out, message);
    }

    private void method(ByteBuf out, int length, int id) {
        out.writeByte(Frames.METHOD);
        out.writeShort(channel);
        out.writeInt(length);
        out.writeInt(id);
    }

    private void content(ByteBuf out, Message message) {
        byte[] octets = message.octets();
        int headerLength = message.headerLength();
        frameHead(out, Frames.HEADER, headerLength);
        out.writeBytes(octets, 0, headerLength);
        out.writeByte(Frames.END);
        int size = message.bodySize();
        ByteBuf large = message.largeBody();
        if (large != null) {
            shared(out, large, size);
            return;
        }
        for (int from = 0; from < size; from += maxBodyFrame) {
            int length = Math.min(maxBodyFrame, size - from);
            frameHead(out, Frames.BODY, length);
            out.writeBytes(octets, headerLength + from, length);
            out.writeByte(Frames.END);
        }
    }

    /** A large body goes out as slices of the one buffer that all its receivers share. */
    private void shared(ByteBuf first, ByteBuf body, int size) {
        ByteBuf out = first;
        int start = body.readerIndex();
        for (int from = 0; from < size; from += maxBodyFrame) {
            int length = Math.min(maxBodyFrame, size - from);
            frameHead(out, Frames.BODY, length);
            outlet.append(body.retainedSlice(start + from, length));
            out = outlet.out();
            out.writeByte(Frames.END);
        }
    }

    private void frameHead(ByteBuf out, int type, int length) {
        out.writeByte(type);
        out.writeShort(channel);
        out.writeInt(length);
    }
}
