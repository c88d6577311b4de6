package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Class connection (10). */
public sealed interface ConnectionMethod extends Method {

    /** Server to client: versions, properties, mechanisms and locales on offer. */
    record Start(int versionMajor, int versionMinor, FieldTable serverProperties, byte[] mechanisms, byte[] locales)
            implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 10;

        static Start decode(ByteBuf in) throws SilentCloseException {
            int versionMajor = in.readUnsignedByte();
            int versionMinor = in.readUnsignedByte();
            FieldTable serverProperties = Arguments.table(in);
            byte[] mechanisms = Arguments.longString(in);
            byte[] locales = Arguments.longString(in);
            return new Start(versionMajor, versionMinor, serverProperties, mechanisms, locales);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeByte(versionMajor);
            out.writeByte(versionMinor);
            FieldTableCodec.write(out, serverProperties);
            Arguments.longString(out, mechanisms);
            Arguments.longString(out, locales);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Start that
                    && versionMajor == that.versionMajor
                    && versionMinor == that.versionMinor
                    && serverProperties.equals(that.serverProperties)
                    && Arrays.equals(mechanisms, that.mechanisms)
                    && Arrays.equals(locales, that.locales);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(mechanisms);
        }

        /** Without the octets, which may hold credentials. */
        @Override
        public String toString() {
            return "Start";
        }
    }

    /** Client to server: its properties and the first SASL response. */
    record StartOk(FieldTable clientProperties, String mechanism, byte[] response, String locale)
            implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 11;

        static StartOk decode(ByteBuf in) throws SilentCloseException {
            FieldTable clientProperties = Arguments.table(in);
            String mechanism = Arguments.shortString(in);
            byte[] response = Arguments.longString(in);
            String locale = Arguments.shortString(in);
            return new StartOk(clientProperties, mechanism, response, locale);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            FieldTableCodec.write(out, clientProperties);
            ShortString.write(out, mechanism);
            Arguments.longString(out, response);
            ShortString.write(out, locale);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StartOk that
                    && clientProperties.equals(that.clientProperties)
                    && mechanism.equals(that.mechanism)
                    && Arrays.equals(response, that.response)
                    && locale.equals(that.locale);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(response);
        }

        /** Without the octets, which may hold credentials. */
        @Override
        public String toString() {
            return "StartOk";
        }
    }

    /** Server to client: a SASL challenge. */
    record Secure(byte[] challenge) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 20;

        static Secure decode(ByteBuf in) {
            byte[] challenge = Arguments.longString(in);
            return new Secure(challenge);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            Arguments.longString(out, challenge);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Secure that && Arrays.equals(challenge, that.challenge);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(challenge);
        }

        /** Without the octets, which may hold credentials. */
        @Override
        public String toString() {
            return "Secure";
        }
    }

    /** Client to server: the answer to a challenge. */
    record SecureOk(byte[] response) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 21;

        static SecureOk decode(ByteBuf in) {
            byte[] response = Arguments.longString(in);
            return new SecureOk(response);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            Arguments.longString(out, response);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SecureOk that && Arrays.equals(response, that.response);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(response);
        }

        /** Without the octets, which may hold credentials. */
        @Override
        public String toString() {
            return "SecureOk";
        }
    }

    /** Server to client: limits on offer; heartbeat in seconds. */
    record Tune(int channelMax, long frameMax, int heartbeat) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 30;

        static Tune decode(ByteBuf in) {
            int channelMax = in.readUnsignedShort();
            long frameMax = in.readUnsignedInt();
            int heartbeat = in.readUnsignedShort();
            return new Tune(channelMax, frameMax, heartbeat);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(channelMax);
            out.writeInt((int) frameMax);
            out.writeShort(heartbeat);
        }
    }

    /** Client to server: limits in force. */
    record TuneOk(int channelMax, long frameMax, int heartbeat) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 31;

        static TuneOk decode(ByteBuf in) {
            int channelMax = in.readUnsignedShort();
            long frameMax = in.readUnsignedInt();
            int heartbeat = in.readUnsignedShort();
            return new TuneOk(channelMax, frameMax, heartbeat);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            out.writeShort(channelMax);
            out.writeInt((int) frameMax);
            out.writeShort(heartbeat);
        }
    }

    /** Client to server: the virtual host to enter. */
    record Open(String virtualHost) implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 40;

        static Open decode(ByteBuf in) {
            String virtualHost = Arguments.shortString(in);
            in.skipBytes(in.readUnsignedByte());
            in.skipBytes(1);
            return new Open(virtualHost);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public void encode(ByteBuf out) {
            ShortString.write(out, virtualHost);
            out.writeByte(0);
            out.writeByte(0);
        }
    }

    /** Server to client: the connection is open. */
    record OpenOk() implements ConnectionMethod {
        /** The id of this method. */
        public static final int ID = 10 << 16 | 41;

        static OpenOk decode(ByteBuf in) {
            in.skipBytes(in.readUnsignedByte());
            return new OpenOk();
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
