package dev.touchstone.suite.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Blanks the credentials in what a client sent: every octet of them becomes an asterisk, so that lengths and all that follows stay
 * right. Found twice over: by the frames of {@code start-ok}, {@code secure-ok} and {@code update-secret}, and, for octets that are
 * no frames, by the name of a mechanism with a response behind it.
 */
final class Secrets {
    private static final byte BLANK = '*';
    private static final int CONNECTION = 10;
    private static final int START_OK = 11;
    private static final int SECURE_OK = 21;
    private static final int UPDATE_SECRET = 70;
    private static final String[] MECHANISMS = {"PLAIN", "AMQPLAIN", "RABBIT-CR-DEMO", "EXTERNAL"};

    private final byte[] octets;

    private Secrets(byte[] octets) {
        this.octets = octets;
    }

    /** A copy without credentials of everything that one client sent, from the first octet on. */
    static byte[] blank(byte[] sent) {
        Secrets secrets = new Secrets(sent.clone());
        secrets.inFrames();
        for (String mechanism : MECHANISMS) {
            secrets.behind(mechanism.getBytes(StandardCharsets.US_ASCII));
        }
        return secrets.octets;
    }

    private void inFrames() {
        int at = octets.length > 0 && octets[0] == 'A' ? 8 : 0;
        while (at + 7 <= octets.length) {
            long size = longInt(at + 3);
            int from = at + 7;
            int to = (int) Math.min(octets.length, from + size);
            if (octets[at] == 1 && to - from >= 4 && shortInt(from) == CONNECTION) {
                inMethod(shortInt(from + 2), from + 4, to);
            }
            if (from + size + 1 > octets.length) {
                return;
            }
            at = (int) (from + size + 1);
        }
    }

    /** @param to where the method's frame ends: nothing behind it is touched */
    private void inMethod(int method, int from, int to) {
        if (method == START_OK) {
            startOk(from, to);
        } else if (method == SECURE_OK || method == UPDATE_SECRET) {
            longString(from, to);
        }
    }

    /** Client properties (a table), mechanism (a short string), response. What does not fit together is blanked as a whole. */
    private void startOk(int from, int to) {
        long mechanism = from + 4 <= to ? from + 4 + longInt(from) : to;
        if (mechanism >= to) {
            Arrays.fill(octets, Math.min(from, to), to, BLANK);
            return;
        }
        int response = (int) mechanism + 1 + (octets[(int) mechanism] & 0xFF);
        longString(Math.min(response, to), to);
    }

    private void longString(int from, int to) {
        if (from + 4 > to) {
            Arrays.fill(octets, from, to, BLANK);
            return;
        }
        Arrays.fill(octets, from + 4, (int) Math.min(to, from + 4 + longInt(from)), BLANK);
    }

    private void behind(byte[] mechanism) {
        for (int at = 0; at + 1 + mechanism.length + 4 <= octets.length; at++) {
            int name = at + 1;
            if (octets[at] == mechanism.length
                    && Arrays.equals(octets, name, name + mechanism.length, mechanism, 0, mechanism.length)) {
                longString(name + mechanism.length, octets.length);
            }
        }
    }

    private int shortInt(int at) {
        return (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
    }

    private long longInt(int at) {
        return (long) shortInt(at) << 16 | shortInt(at + 2);
    }
}
