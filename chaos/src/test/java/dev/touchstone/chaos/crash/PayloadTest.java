package dev.touchstone.chaos.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.chaos.history.MessageId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final MessageId MESSAGE = new MessageId(3, 44);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aBodyNamesItsMessage() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(Payload.read(9, Payload.of(9, MESSAGE, random))).isEqualTo(MESSAGE);
        }
    }

    @Test
    void anyFlippedBitShows() {
        byte[] body = Payload.of(9, MESSAGE, random);
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Payload.read(9, flipped)).isNull();
        }
    }

    @Test
    void anotherRunsBodyAndAStumpAreNone() {
        byte[] body = Payload.of(9, MESSAGE, random);
        assertThat(Payload.read(8, body)).isNull();
        assertThat(Payload.read(9, new byte[7])).isNull();
    }
}
