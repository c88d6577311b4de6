package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;

/** Class exchange (40). */
public sealed interface ExchangeMethod extends Method {

    /** Client to server: makes or checks an exchange. */
    record Declare(
            String exchange,
            String type,
            boolean passive,
            boolean durable,
            boolean autoDelete,
            boolean internal,
            boolean noWait,
            FieldTable arguments)
            implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 10;

        static Declare decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String exchange = Arguments.shortString(in);
            String type = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            FieldTable arguments = Arguments.table(in);
            return new Declare(
                    exchange,
                    type,
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
            ShortString.write(out, exchange);
            ShortString.write(out, type);
            out.writeByte(Arguments.bits(passive, durable, autoDelete, internal, noWait));
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: the exchange is there. */
    record DeclareOk() implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 11;

        static DeclareOk decode(ByteBuf in) {
            return new DeclareOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: removes an exchange. */
    record Delete(String exchange, boolean ifUnused, boolean noWait) implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 20;

        static Delete decode(ByteBuf in) {
            in.skipBytes(2);
            String exchange = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            return new Delete(exchange, Arguments.bit(bits, 0), Arguments.bit(bits, 1));
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, exchange);
            out.writeByte(Arguments.bits(ifUnused, noWait));
        }
    }

    /** Server to client: the exchange is gone. */
    record DeleteOk() implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 21;

        static DeleteOk decode(ByteBuf in) {
            return new DeleteOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: binds an exchange to another. */
    record Bind(String destination, String source, String routingKey, boolean noWait, FieldTable arguments)
            implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 30;

        static Bind decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String destination = Arguments.shortString(in);
            String source = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            FieldTable arguments = Arguments.table(in);
            return new Bind(destination, source, routingKey, Arguments.bit(bits, 0), arguments);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, destination);
            ShortString.write(out, source);
            ShortString.write(out, routingKey);
            out.writeBoolean(noWait);
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: bound. */
    record BindOk() implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 31;

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

    /** Client to server: removes such a binding. */
    record Unbind(String destination, String source, String routingKey, boolean noWait, FieldTable arguments)
            implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 40;

        static Unbind decode(ByteBuf in) throws SilentCloseException {
            in.skipBytes(2);
            String destination = Arguments.shortString(in);
            String source = Arguments.shortString(in);
            String routingKey = Arguments.shortString(in);
            int bits = in.readUnsignedByte();
            FieldTable arguments = Arguments.table(in);
            return new Unbind(destination, source, routingKey, Arguments.bit(bits, 0), arguments);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(0);
            ShortString.write(out, destination);
            ShortString.write(out, source);
            ShortString.write(out, routingKey);
            out.writeBoolean(noWait);
            FieldTableCodec.write(out, arguments);
        }
    }

    /** Server to client: unbound. */
    record UnbindOk() implements ExchangeMethod {
        /** The id of this method. */
        public static final int ID = 40 << 16 | 51;

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
