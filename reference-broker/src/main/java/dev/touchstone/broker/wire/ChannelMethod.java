package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class channel (20). */
public sealed interface ChannelMethod extends Method {

    /** Client to server: opens the channel. */
    record Open() implements ChannelMethod {
        /** The id of this method. */
        public static final int ID = 20 << 16 | 10;

        static Open decode(ByteBuf in) {
            in.skipBytes(in.readUnsignedByte());
            return new Open();
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

    /** Server to client: the channel is open. */
    record OpenOk() implements ChannelMethod {
        /** The id of this method. */
        public static final int ID = 20 << 16 | 11;

        static OpenOk decode(ByteBuf in) {
            Arguments.longString(in);
            return new OpenOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeInt(0);
        }
    }

    /** Either side: asks to stop or go on with content. */
    record Flow(boolean active) implements ChannelMethod {
        /** The id of this method. */
        public static final int ID = 20 << 16 | 20;

        static Flow decode(ByteBuf in) {
            int bits = in.readUnsignedByte();
            return new Flow(Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeBoolean(active);
        }
    }

    /** Either side: the answer to flow. */
    record FlowOk(boolean active) implements ChannelMethod {
        /** The id of this method. */
        public static final int ID = 20 << 16 | 21;

        static FlowOk decode(ByteBuf in) {
            int bits = in.readUnsignedByte();
            return new FlowOk(Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeBoolean(active);
        }
    }

    /** Either side: the end of the channel and its reason. */
    record Close(int replyCode, String replyText, int failingClass, int failingMethod) implements ChannelMethod {
        /** The id of this method. */
        public static final int ID = 20 << 16 | 40;

        static Close decode(ByteBuf in) {
            int replyCode = in.readUnsignedShort();
            String replyText = Arguments.shortString(in);
            int failingClass = in.readUnsignedShort();
            int failingMethod = in.readUnsignedShort();
            return new Close(replyCode, replyText, failingClass, failingMethod);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(replyCode);
            ShortString.write(out, replyText);
            out.writeShort(failingClass);
            out.writeShort(failingMethod);
        }
    }

    /** Either side: close was understood. */
    record CloseOk() implements ChannelMethod {
        /** The id of this method. */
        public static final int ID = 20 << 16 | 41;

        static CloseOk decode(ByteBuf in) {
            return new CloseOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }
}
