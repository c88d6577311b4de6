package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class confirm (85). */
public sealed interface ConfirmMethod extends Method {

    /** Client to server: publishes of this channel shall be confirmed. */
    record Select(boolean noWait) implements ConfirmMethod {
        /** The id of this method. */
        public static final int ID = 85 << 16 | 10;

        static Select decode(ByteBuf in) {
            int bits = in.readUnsignedByte();
            return new Select(Arguments.bit(bits, 0));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeBoolean(noWait);
        }
    }

    /** Server to client: they will be. */
    record SelectOk() implements ConfirmMethod {
        /** The id of this method. */
        public static final int ID = 85 << 16 | 11;

        static SelectOk decode(ByteBuf in) {
            return new SelectOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }
}
