package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class queue (50). */
public sealed interface QueueMethod extends Method {

    /** Client to server: makes or checks a queue. */
    record Declare(
            String queue,
            boolean passive,
            boolean durable,
            boolean exclusive,
            boolean autoDelete,
            boolean noWait,
            FieldTable arguments)
            implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 10;

        static Declare decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            FieldTable arguments = Arguments.table(in);
            return new Declare(
                    queue,
                    Arguments.bit(bits, 0),
                    Arguments.bit(bits, 1),
                    Arguments.bit(bits, 2),
                    Arguments.bit(bits, 3),
                    Arguments.bit(bits, 4),
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
            out.writeByte(Arguments.bits(passive, durable, exclusive, autoDelete, noWait));
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: the name, ready messages and consumers. */
    record DeclareOk(String queue, long messageCount, long consumerCount) implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 11;

        static DeclareOk decode(ByteBuf in) {
            String queue = Arguments.shortString(in);
            long messageCount = in.readUnsignedInt();
            long consumerCount = in.readUnsignedInt();
            return new DeclareOk(queue, messageCount, consumerCount);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, queue);
            out.writeInt((int) messageCount);
            out.writeInt((int) consumerCount);
        }
    }

    /** Client to server: binds a queue to an exchange. */
    record Bind(String queue, String exchange, String routingKey, boolean noWait, FieldTable arguments)
            implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 20;

        static Bind decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            String exchange = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            FieldTable arguments = Arguments.table(in);
            return new Bind(queue, exchange, routingKey, Arguments.bit(bits, 0), arguments);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, queue);
            ShortString.write(out, exchange);
            ShortString.write(out, routingKey);
            out.writeBoolean(noWait);
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: bound. */
    record BindOk() implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 21;

        static BindOk decode(ByteBuf in) {
            return new BindOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: drops ready messages. */
    record Purge(String queue, boolean noWait) implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 30;

        static Purge decode(ByteBuf in) {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Purge(queue, Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, queue);
            out.writeBoolean(noWait);
        }
    }

    /** Server to client: how many were dropped. */
    record PurgeOk(long messageCount) implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 31;

        static PurgeOk decode(ByteBuf in) {
            long messageCount = in.readUnsignedInt();
            return new PurgeOk(messageCount);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeInt((int) messageCount);
        }
    }

    /** Client to server: removes a queue. */
    record Delete(String queue, boolean ifUnused, boolean ifEmpty, boolean noWait) implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 40;

        static Delete decode(ByteBuf in) {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Delete(queue, Arguments.bit(bits, 0), Arguments.bit(bits, 1), Arguments.bit(bits, 2));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, queue);
            out.writeByte(Arguments.bits(ifUnused, ifEmpty, noWait));
        }
    }

    /** Server to client: how many messages went with it. */
    record DeleteOk(long messageCount) implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 41;

        static DeleteOk decode(ByteBuf in) {
            long messageCount = in.readUnsignedInt();
            return new DeleteOk(messageCount);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeInt((int) messageCount);
        }
    }

    /** Client to server: removes a binding. */
    record Unbind(String queue, String exchange, String routingKey, FieldTable arguments) implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 50;

        static Unbind decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String queue = Arguments.shortString(in);
            String exchange = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            FieldTable arguments = Arguments.table(in);
            return new Unbind(queue, exchange, routingKey, arguments);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, queue);
            ShortString.write(out, exchange);
            ShortString.write(out, routingKey);
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: unbound. */
    record UnbindOk() implements QueueMethod {
        /** The id of this method. */
        public static final int ID = 50 << 16 | 51;

        static UnbindOk decode(ByteBuf in) {
            return new UnbindOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }
}
