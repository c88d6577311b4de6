package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Octets as RabbitMQ shows them in reply texts: {@code <<"text">>} when printable, else {@code <<1,2,3>>}. */
public final class Octets {
    /** The most octets of a frame that a reply text repeats. */
    private static final int SNIPPET_OCTETS = 16;

    private Octets() {}

    /** {@code type T, all octets = <<…>>} for a payload of {@code length} octets at {@code index}. */
    static String ofFrame(int type, ByteBuf in, int index, int length) {
        boolean all = length <= SNIPPET_OCTETS;
        byte[] octets = ByteBufUtil.getBytes(in, index, Math.min(length, SNIPPET_OCTETS));
        return "type " + type + ", " + (all ? "all" : "first " + SNIPPET_OCTETS) + " octets = " + show(octets);
    }

    /** The octets in Erlang's notation. */
    public static String show(byte[] octets) {
        if (octets.length == 0) {
            return "<<>>";
        }
        StringBuilder text = new StringBuilder("<<");
        if (isPrintable(octets)) {
            text.append('"')
                    .append(new String(octets, StandardCharsets.ISO_8859_1)
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\""))
                    .append('"');
        } else {
            for (int i = 0; i < octets.length; i++) {
                text.append(i == 0 ? "" : ",").append(octets[i] & 0xFF);
            }
        }
        return text.append(">>").toString();
    }

    private static boolean isPrintable(byte[] octets) {
        for (byte octet : octets) {
            int value = octet & 0xFF;
            if (value < 32 && (value < 8 || value > 13) && value != 27 || value >= 127 && value < 160) {
                return false;
            }
        }
        return true;
    }
}
