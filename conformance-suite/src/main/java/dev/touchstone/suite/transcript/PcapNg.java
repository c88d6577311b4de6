package dev.touchstone.suite.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the file format pcapng (IETF draft-ietf-opsawg-pcapng): a section, one Ethernet interface with times in nanoseconds, one
 * enhanced packet block for each packet. Little-endian.
 */
final class PcapNg {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int ETHERNET = 1;

    private static final int COMMENT = 1;
    private static final int NAME_OF_INTERFACE = 2;
    private static final int APPLICATION = 4;
    private static final int TIME_RESOLUTION = 9;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * @param application what wrote the file
     * @param comment about the whole file; may be empty
     */
    PcapNg(String application, String comment) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        int32(section, 0x1A2B3C4D);
        int16(section, 1);
        int16(section, 0);
        // The length of the section, in 64 bits: not known.
        int32(section, -1);
        int32(section, -1);
        option(section, COMMENT, comment);
        option(section, APPLICATION, application);
        block(SECTION, ended(section));
        ByteArrayOutputStream device = new ByteArrayOutputStream();
        int32(device, ETHERNET);
        int32(device, 0);
        option(device, NAME_OF_INTERFACE, "touchstone");
        option(device, TIME_RESOLUTION, new byte[] {9});
        block(INTERFACE, ended(device));
    }

    /**
     * Adds a packet.
     *
     * @param nanos since the epoch
     * @param octets the whole packet from its Ethernet header on
     * @param comment shown beside the packet; may be empty
     */
    void packet(long nanos, byte[] octets, String comment) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        int32(packet, 0);
        int32(packet, (int) (nanos >>> 32));
        int32(packet, (int) nanos);
        int32(packet, octets.length);
        int32(packet, octets.length);
        padded(packet, octets);
        if (!comment.isEmpty()) {
            option(packet, COMMENT, comment);
            block(PACKET, ended(packet));
        } else {
            block(PACKET, packet);
        }
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void block(int type, ByteArrayOutputStream body) {
        int length = body.size() + 12;
        int32(out, type);
        int32(out, length);
        out.writeBytes(body.toByteArray());
        int32(out, length);
    }

    private static void option(ByteArrayOutputStream to, int code, String text) {
        if (!text.isEmpty()) {
            option(to, code, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void option(ByteArrayOutputStream to, int code, byte[] value) {
        byte[] fitting = value.length <= 0xFFFF ? value : Arrays.copyOf(value, 0xFFFF);
        int16(to, code);
        int16(to, fitting.length);
        padded(to, fitting);
    }

    /** The list of options with its end. */
    private static ByteArrayOutputStream ended(ByteArrayOutputStream options) {
        options.writeBytes(new byte[4]);
        return options;
    }

    /** Everything in a block starts at a multiple of four octets. */
    private static void padded(ByteArrayOutputStream to, byte[] octets) {
        to.writeBytes(octets);
        to.writeBytes(new byte[(4 - octets.length % 4) % 4]);
    }

    private static void int32(ByteArrayOutputStream to, int value) {
        int16(to, value);
        int16(to, value >>> 16);
    }

    private static void int16(ByteArrayOutputStream to, int value) {
        to.write(value);
        to.write(value >>> 8);
    }
}
