package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Class connection (10), once it is open. */
public sealed interface ConnectionMethod extends Method {

    /** Either side: the end and its reason. */
    record Close(int replyCode, String replyText, int failingClass, int failingMethod) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 50;

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
    record CloseOk() implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 51;

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

    /** Server to client: publishing is blocked. */
    record Blocked(String reason) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 60;

        static Blocked decode(ByteBuf in) {
            String reason = Arguments.shortString(in);
            return new Blocked(reason);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, reason);
        }
    }

    /** Server to client: publishing is possible again. */
    record Unblocked() implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 61;

        static Unblocked decode(ByteBuf in) {
            return new Unblocked();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }

    /** Client to server: a fresh secret for a running connection. */
    record UpdateSecret(byte[] newSecret, String reason) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 70;

        static UpdateSecret decode(ByteBuf in) {
            byte[] newSecret = Arguments.longString(in);
            String reason = Arguments.shortString(in);
            return new UpdateSecret(newSecret, reason);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            Arguments.longString(out, newSecret);
            ShortString.write(out, reason);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof UpdateSecret that
                    && Arrays.equals(newSecret, that.newSecret)
                    && reason.equals(that.reason);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(newSecret);
        }

        /** Without the octets, which may hold credentials. */
        @Override
        public String toString() {
            return "UpdateSecret";
        }
    }

    /** Server to client: the secret was taken. */
    record UpdateSecretOk() implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 71;

        static UpdateSecretOk decode(ByteBuf in) {
            return new UpdateSecretOk();
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {}
    }
}
