package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class basic (60). */
public sealed interface BasicMethod extends Method {

    /** Client to server: limits of unacknowledged deliveries. */
    record Qos(long prefetchSize, int prefetchCount, boolean global) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 10;

        static Qos decode(ByteBuf in) {
            long prefetchSize = in.readUnsignedInt();
            int prefetchCount = in.readUnsignedShort();
            int bits = in.readUnsignedByte();
            return new Qos(prefetchSize, prefetchCount, Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeInt((int) prefetchSize);
            out.writeShort(prefetchCount);
            out.writeBoolean(global);
        }
    }

    /** Server to client: limits taken. */
    record QosOk() implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 11;

        static QosOk decode(ByteBuf in) {
            return new QosOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: starts a consumer. */
    record Consume(
            String queue,
            String consumerTag,
            boolean noLocal,
            boolean noAck,
            boolean exclusive,
            boolean noWait,
            FieldTable arguments)
            implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 20;

        static Consume decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            String consumerTag = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            FieldTable arguments = Arguments.table(in);
            return new Consume(
                    queue,
                    consumerTag,
                    Arguments.bit(bits, 0),
                    Arguments.bit(bits, 1),
                    Arguments.bit(bits, 2),
                    Arguments.bit(bits, 3),
                    arguments);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, queue);
            ShortString.write(out, consumerTag);
            out.writeByte(Arguments.bits(noLocal, noAck, exclusive, noWait));
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: the consumer is there. */
    record ConsumeOk(String consumerTag) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 21;

        static ConsumeOk decode(ByteBuf in) {
            String consumerTag = Arguments.shortString(in);
            return new ConsumeOk(consumerTag);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, consumerTag);
        }
    }

    /** Either side: ends a consumer. */
    record Cancel(String consumerTag, boolean noWait) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 30;

        static Cancel decode(ByteBuf in) {
            String consumerTag = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Cancel(consumerTag, Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, consumerTag);
            out.writeBoolean(noWait);
        }
    }

    /** Either side: the consumer is gone. */
    record CancelOk(String consumerTag) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 31;

        static CancelOk decode(ByteBuf in) {
            String consumerTag = Arguments.shortString(in);
            return new CancelOk(consumerTag);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, consumerTag);
        }
    }

    /** Client to server: a message follows as content. */
    record Publish(String exchange, String routingKey, boolean mandatory, boolean immediate) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 40;

        static Publish decode(ByteBuf in) {
            in.skipBytes(2);
            String exchange = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Publish(exchange, routingKey, Arguments.bit(bits, 0), Arguments.bit(bits, 1));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, exchange);
            ShortString.write(out, routingKey);
            out.writeByte(Arguments.bits(mandatory, immediate));
        }
    }

    /** Server to client: a message that went nowhere follows as content. */
    record Return(int replyCode, String replyText, String exchange, String routingKey) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 50;

        static Return decode(ByteBuf in) {
            int replyCode = in.readUnsignedShort();
            String replyText = Arguments.shortString(in);
            String exchange = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            return new Return(replyCode, replyText, exchange, routingKey);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(replyCode);
            ShortString.write(out, replyText);
            ShortString.write(out, exchange);
            ShortString.write(out, routingKey);
        }
    }

    /** Server to client: a message for a consumer follows as content. */
    record Deliver(String consumerTag, long deliveryTag, boolean redelivered, String exchange, String routingKey)
            implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 60;

        static Deliver decode(ByteBuf in) {
            String consumerTag = Arguments.shortString(in);
            long deliveryTag = in.readLong();
            int bits = in.readUnsignedByte();
            String exchange = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            return new Deliver(consumerTag, deliveryTag, Arguments.bit(bits, 0), exchange, routingKey);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, consumerTag);
            out.writeLong(deliveryTag);
            out.writeBoolean(redelivered);
            ShortString.write(out, exchange);
            ShortString.write(out, routingKey);
        }
    }

    /** Client to server: asks for one message. */
    record Get(String queue, boolean noAck) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 70;

        static Get decode(ByteBuf in) {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Get(queue, Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, queue);
            out.writeBoolean(noAck);
        }
    }

    /** Server to client: the message follows as content. */
    record GetOk(long deliveryTag, boolean redelivered, String exchange, String routingKey, long messageCount)
            implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 71;

        static GetOk decode(ByteBuf in) {
            long deliveryTag = in.readLong();
            int bits = in.readUnsignedByte();
            String exchange = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            long messageCount = in.readUnsignedInt();
            return new GetOk(deliveryTag, Arguments.bit(bits, 0), exchange, routingKey, messageCount);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeLong(deliveryTag);
            out.writeBoolean(redelivered);
            ShortString.write(out, exchange);
            ShortString.write(out, routingKey);
            out.writeInt((int) messageCount);
        }
    }

    /** Server to client: there is no message. */
    record GetEmpty() implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 72;

        static GetEmpty decode(ByteBuf in) {
            in.skipBytes(in.readUnsignedByte());
            return new GetEmpty();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeByte(0);
        }
    }

    /** Client to server: settles deliveries; server to client: confirms publishes. */
    record Ack(long deliveryTag, boolean multiple) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 80;

        static Ack decode(ByteBuf in) {
            long deliveryTag = in.readLong();
            int bits = in.readUnsignedByte();
            return new Ack(deliveryTag, Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeLong(deliveryTag);
            out.writeBoolean(multiple);
        }
    }

    /** Client to server: gives one delivery back or up. */
    record Reject(long deliveryTag, boolean requeue) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 90;

        static Reject decode(ByteBuf in) {
            long deliveryTag = in.readLong();
            int bits = in.readUnsignedByte();
            return new Reject(deliveryTag, Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeLong(deliveryTag);
            out.writeBoolean(requeue);
        }
    }

    /** Client to server: gives all deliveries back, no answer. */
    record RecoverAsync(boolean requeue) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 100;

        static RecoverAsync decode(ByteBuf in) {
            int bits = in.readUnsignedByte();
            return new RecoverAsync(Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeBoolean(requeue);
        }
    }

    /** Client to server: gives all deliveries back. */
    record Recover(boolean requeue) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 110;

        static Recover decode(ByteBuf in) {
            int bits = in.readUnsignedByte();
            return new Recover(Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeBoolean(requeue);
        }
    }

    /** Server to client: done. */
    record RecoverOk() implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 111;

        static RecoverOk decode(ByteBuf in) {
            return new RecoverOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Either side: deliveries given back or up; publishes refused. */
    record Nack(long deliveryTag, boolean multiple, boolean requeue) implements BasicMethod {
        /** The id of this method. */
        public static final int ID = 60 << 16 | 120;

        static Nack decode(ByteBuf in) {
            long deliveryTag = in.readLong();
            int bits = in.readUnsignedByte();
            return new Nack(deliveryTag, Arguments.bit(bits, 0), Arguments.bit(bits, 1));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeLong(deliveryTag);
            out.writeByte(Arguments.bits(multiple, requeue));
        }
    }
}
