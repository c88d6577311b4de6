package dev.touchstone.suite.target.address;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a broker says first. */
final class Greetings {
    private Greetings() {}

    /** connection.start, octet by octet as the specification lays it out. */
    static byte[] start() throws IOException {
        ByteArrayOutputStream capabilities = new ByteArrayOutputStream();
        capability(capabilities, "basic.nack", true);
        capability(capabilities, "publisher_confirms", false);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        string(table, "product", "Hare");
        string(table, "version", "1.2");
        name(table, "capabilities");
        table.write('F');
        longString(table, capabilities.toByteArray());
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(new byte[] {0, 10, 0, 10, 0, 9});
        longString(payload, table.toByteArray());
        longString(payload, "PLAIN AMQPLAIN".getBytes(StandardCharsets.US_ASCII));
        longString(payload, "en_US".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(new byte[] {1, 0, 0});
        longString(frame, payload.toByteArray());
        frame.write(0xCE);
        return frame.toByteArray();
    }

    private static void capability(ByteArrayOutputStream out, String name, boolean value) throws IOException {
        name(out, name);
        out.write('t');
        out.write(value ? 1 : 0);
    }

    private static void string(ByteArrayOutputStream out, String name, String value) throws IOException {
        name(out, name);
        out.write('S');
        longString(out, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void name(ByteArrayOutputStream out, String name) throws IOException {
        out.write(name.length());
        out.write(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static void longString(ByteArrayOutputStream out, byte[] octets) throws IOException {
        new DataOutputStream(out).writeInt(octets.length);
        out.write(octets);
    }
}
