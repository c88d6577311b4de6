package dev.touchstone.chaos.crash;

import dev.touchstone.chaos.history.MessageId;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bodies that name their message and prove that they are whole: run, lane, number, checksum, padding of random size. */
final class Payload {
    private static final int HEAD = Long.BYTES + 2 * Integer.BYTES;
    private static final int PADDING_AT = HEAD + Integer.BYTES;
    private static final int SMALL = 200;
    private static final int MIDDLE = 4_096;
    private static final int LARGE = 64 * 1024;
    private static final int SEVERAL_FRAMES = 300 * 1024;

    private Payload() {}

    static byte[] of(long run, MessageId message, SplittableRandom random) {
        byte[] body = new byte[PADDING_AT + size(random)];
        random.nextBytes(body);
        ByteBuffer.wrap(body).putLong(run).putInt(message.lane()).putInt(message.number());
        ByteBuffer.wrap(body).putInt(HEAD, checksum(body));
        return body;
    }

    /** Mostly small; one in two hundred needs several frames. */
    private static int size(SplittableRandom random) {
        int dice = random.nextInt(200);
        if (dice == 0) {
            return random.nextInt(SEVERAL_FRAMES);
        }
        return random.nextInt(dice < 5 ? LARGE : dice < 40 ? MIDDLE : SMALL);
    }

    /** The message that a body names, or null if it is none of this run or not whole. */
    static @Nullable MessageId read(long run, byte[] body) {
        if (body.length < PADDING_AT) {
            return null;
        }
        ByteBuffer octets = ByteBuffer.wrap(body);
        if (octets.getLong(0) != run || octets.getInt(HEAD) != checksum(body)) {
            return null;
        }
        return new MessageId(octets.getInt(Long.BYTES), octets.getInt(Long.BYTES + Integer.BYTES));
    }

    private static int checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, HEAD);
        crc.update(body, PADDING_AT, body.length - PADDING_AT);
        return (int) crc.getValue();
    }
}
