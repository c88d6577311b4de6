package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class basic (60): what clients send; the server sends some of it too. */
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
