package dev.touchstone.suite.target.address;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent decoding as in RFC 3986: a plus sign stays a plus sign. */
final class PercentCode {
    private PercentCode() {}

    /**
     * @param what the name of the part, for the message
     * @throws AddressException if a percent sign is not followed by two hexadecimal digits
     */
    static String decode(String what, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                octets.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new AddressException("the " + what
                        + " holds a percent sign that no two hexadecimal digits follow: write %25 for it");
            }
            octets.write(high * 16 + low);
            i += 2;
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
