package dev.touchstone.suite.target.address;

import dev.touchstone.suite.probe.MalformedWireData;
import dev.touchstone.suite.probe.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** What the first octets of an answer to AMQP's protocol header say about who is there. */
final class FirstOctets {
    private static final int CONNECTION_START = 10 << 16 | 10;
    private static final int LARGEST_START = 1 << 20;

    private FirstOctets() {}

    /**
     * The greeting, if these octets hold one.
     *
     * @return empty while more octets are needed
     * @throws NotAmqp091 if they are the beginning of something else
     */
    static Optional<Greeting> judge(String where, byte[] octets) {
        if (octets.length < 8) {
            return Optional.empty();
        }
        if (octets[0] != 1) {
            throw new NotAmqp091(where + " " + describe(octets));
        }
        WireReader head = new WireReader(octets);
        head.octet();
        int channel = head.shortInt();
        long size = head.longInt();
        if (channel != 0 || size < 4 || size > LARGEST_START) {
            throw new NotAmqp091(where + " " + unknown(octets));
        }
        if (octets.length < size + 8) {
            return Optional.empty();
        }
        try {
            if (head.longInt() != CONNECTION_START || (octets[(int) size + 7] & 0xFF) != 0xCE) {
                throw new NotAmqp091(where + " " + unknown(octets));
            }
            return Optional.of(Greeting.read(head));
        } catch (MalformedWireData e) {
            throw new NotAmqp091(where + " answers with a connection.start that cannot be read: " + e.getMessage());
        }
    }

    /** For an answer that ended early. */
    static String describe(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        if (text.startsWith("AMQP") && octets.length >= 8) {
            return otherAmqp(octets);
        }
        if (octets[0] == 0x15 && octets.length > 1 && octets[1] == 3) {
            return "answers with a TLS alert: it expects TLS, so use amqps:// and the port for TLS (5671)";
        }
        if (text.startsWith("HTTP/") || text.toLowerCase(Locale.ROOT).startsWith("<!doctype")) {
            return "answers in HTTP: it is a web server, perhaps the management interface; AMQP is usually on port 5672";
        }
        if (text.chars().limit(60).allMatch(c -> c >= 32 && c < 127 || c == '\r' || c == '\n' || c == '\t')) {
            String line = text.lines().findFirst().orElse("");
            return "answers with the text '" + line.substring(0, Math.min(60, line.length()))
                    + "': it is no AMQP broker";
        }
        return unknown(octets);
    }

    private static String otherAmqp(byte[] octets) {
        int id = octets[4];
        String version = octets[5] + "." + octets[6] + (octets[7] == 0 ? "" : "." + octets[7]);
        if (octets[5] == 1 && octets[6] == 0) {
            return "answers with the protocol header of AMQP 1.0" + (id == 3 ? " (SASL)" : "")
                    + ": it is a broker, but AMQP 0-9-1 is not spoken on this port; switch it on or try another port";
        }
        if (octets[5] == 0 && octets[6] == 9 && octets[7] == 1) {
            return "answers AMQP 0-9-1's protocol header with the same header: it is no RabbitMQ-style broker, or a"
                    + " plain echo";
        }
        return "answers with the protocol header of AMQP " + version.replace('.', '-')
                + ": it speaks another version than 0-9-1";
    }

    private static String unknown(byte[] octets) {
        return "answers with octets that are no AMQP 0-9-1: "
                + HexFormat.ofDelimiter(" ").formatHex(octets, 0, Math.min(16, octets.length));
    }
}
