package dev.touchstone.broker.node;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** How requests and answers are written on the local channel: one of each for a connection. */
final class Envelope {
    /** "TSC" and a version: who speaks something else is not listened to. */
    private static final int MAGIC = 0x54534301;

    /** Bodies above it are refused, as by the management API. */
    private static final int MAX_BODY_OCTETS = 20_000_000;

    private static final int MAX_HEADERS = 16;

    private Envelope() {}

    /**
     * What comes in.
     *
     * @param secret not checked yet
     */
    record Sealed(String secret, Control.Request request) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Sealed[" + request.method() + " " + request.target() + "]";
        }
    }

    static void write(DataOutputStream out, Sealed sealed) throws IOException {
        Control.Request request = sealed.request();
        out.writeInt(MAGIC);
        out.writeUTF(sealed.secret());
        out.writeUTF(request.method());
        out.writeUTF(request.target());
        out.writeByte(request.headers().size());
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            out.writeUTF(header.getKey());
            out.writeUTF(header.getValue());
        }
        writeText(out, request.body() == null ? "" : request.body());
        out.flush();
    }

    static Sealed readRequest(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("that is no request of the control command");
        }
        String secret = in.readUTF();
        String method = in.readUTF();
        String target = in.readUTF();
        int count = in.readUnsignedByte();
        if (count > MAX_HEADERS) {
            throw new IOException("too many headers");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put(in.readUTF(), in.readUTF());
        }
        return new Sealed(secret, new Control.Request(method, target, headers, readText(in)));
    }

    static void write(DataOutputStream out, Control.Answer answer) throws IOException {
        out.writeInt(answer.status());
        writeText(out, answer.body());
        out.flush();
    }

    static Control.Answer readAnswer(DataInputStream in) throws IOException {
        int status = in.readInt();
        return new Control.Answer(status, readText(in));
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(octets.length);
        out.write(octets);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_BODY_OCTETS) {
            throw new IOException("a body of " + length + " octets is refused");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
