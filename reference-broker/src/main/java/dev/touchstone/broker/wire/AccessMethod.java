package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class access (30), kept for old clients (CHAN-13). */
public sealed interface AccessMethod extends Method {

    /** Client to server: asks for a ticket. */
    record Request(String realm, boolean exclusive, boolean passive, boolean active, boolean write, boolean read)
            implements AccessMethod {
        /** The id of this method. */
        public static final int ID = 30 << 16 | 10;

        static Request decode(ByteBuf in) {
            String realm = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Request(
                    realm,
                    Arguments.bit(bits, 0),
                    Arguments.bit(bits, 1),
                    Arguments.bit(bits, 2),
                    Arguments.bit(bits, 3),
                    Arguments.bit(bits, 4));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, realm);
            out.writeByte(Arguments.bits(exclusive, passive, active, write, read));
        }
    }

    /** Server to client: a ticket that means nothing. */
    record RequestOk(int ticket) implements AccessMethod {
        /** The id of this method. */
        public static final int ID = 30 << 16 | 11;

        static RequestOk decode(ByteBuf in) {
            int ticket = in.readUnsignedShort();
            return new RequestOk(ticket);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(ticket);
        }
    }
}
