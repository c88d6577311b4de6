package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class basic (60): what only the server sends. */
public sealed interface BasicReply extends Method {

    /** Server to client: limits taken. */
    record QosOk() implements BasicReply {
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

    /** Server to client: the consumer is there. */
    record ConsumeOk(String consumerTag) implements BasicReply {
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

    /** Either side: the consumer is gone. */
    record CancelOk(String consumerTag) implements BasicReply {
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

    /** Server to client: a message that went nowhere follows as content. */
    record Return(int replyCode, String replyText, String exchange, String routingKey) implements BasicReply {
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
            implements BasicReply {
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

    /** Server to client: the message follows as content. */
    record GetOk(long deliveryTag, boolean redelivered, String exchange, String routingKey, long messageCount)
            implements BasicReply {
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
    record GetEmpty() implements BasicReply {
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

    /** Server to client: done. */
    record RecoverOk() implements BasicReply {
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
}
