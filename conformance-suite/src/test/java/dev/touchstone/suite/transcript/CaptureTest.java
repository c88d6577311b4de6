package dev.touchstone.suite.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.transcript.WireLog.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    private final WireLog log = new WireLog();
    private final WireLog.Tap tap = log.tap("p");

    /** A block of the file: its type and what stands between its two lengths. */
    private record Block(int type, ByteBuffer body) {}

    @Test
    void theFileIsASectionAnInterfaceAndPackets() {
        record(Direction.SENT, HEADER);
        record(Direction.RECEIVED, new byte[2000]);
        List<Block> blocks = blocks();

        assertThat(blocks).extracting(Block::type).containsExactly(0x0A0D0D0A, 1, 6, 6, 6, 6, 6, 6);
        assertThat(blocks.get(0).body().getInt(0)).isEqualTo(0x1A2B3C4D);
        assertThat(text(blocks.get(0))).contains("what this is").contains("Touchstone");
        assertThat(blocks.get(1).body().getShort(0)).as("Ethernet").isEqualTo((short) 1);
    }

    @Test
    void timesAreThoseOfTheClock() {
        record(Direction.SENT, HEADER);
        ByteBuffer packet = blocks().get(5).body();
        long nanos = (packet.getInt(4) & 0xFFFFFFFFL) << 32 | (packet.getInt(8) & 0xFFFFFFFFL);
        assertThat(Instant.ofEpochSecond(0, nanos)).isBetween(Instant.now().minusSeconds(30), Instant.now());
    }

    @Test
    void sequenceNumbersFollowTheOctetsAndChecksumsAreRight() {
        record(Direction.SENT, HEADER);
        record(Direction.RECEIVED, new byte[2000]);
        record(Direction.SENT, new byte[] {8, 0, 0, 0, 0, 0, 0, (byte) 0xCE});
        List<ByteBuffer> packets = packets();

        // Sequence and acknowledgement numbers: SYN, SYN ACK, ACK, 8 octets, 1460 and 540 octets back, 8 octets.
        assertThat(packets.stream().map(p -> p.getInt(38) + " " + p.getInt(42)))
                .containsExactly("0 0", "0 1", "1 1", "1 1", "1 9", "1461 9", "9 2001");
        for (ByteBuffer packet : packets) {
            assertThat(sum(packet, 14, 34, 0)).as("IP checksum").isEqualTo(0xFFFF);
            int tcp = packet.limit() - 34;
            long pseudo = sum(packet, 26, 34, 6 + tcp);
            assertThat(sum(packet, 34, packet.limit(), pseudo))
                    .as("TCP checksum")
                    .isEqualTo(0xFFFF);
        }
    }

    @Test
    void theOctetsComeOutAsTheyWentInWhereverTheyWereCut() {
        byte[] octets = new byte[5000];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        tap.record(Direction.RECEIVED, octets, 0, 1999);
        tap.record(Direction.RECEIVED, octets, 1999, 3001);
        assertThat(data(false)).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "AMQPLAIN", "X-OUR-OWN"})
    void credentialsBecomeAsteriskesOfTheSameNumber(String mechanism) {
        byte[] arguments = new WireWriter()
                .table(WireTable.empty())
                .shortString(mechanism)
                .longString("\0guest\0s3cret")
                .shortString("en_US")
                .toByteArray();
        byte[] frame = WireWriter.frame(WireFrame.METHOD, 0, Methods.raw(10, 11, arguments), WireFrame.END);
        record(Direction.SENT, HEADER);
        tap.record(Direction.SENT, frame, 0, 30);
        tap.record(Direction.SENT, frame, 30, frame.length - 30);

        String sent = new String(data(true), StandardCharsets.ISO_8859_1);
        assertThat(sent).contains(mechanism + "\0\0\0\15*************\5en_US").hasSize(8 + frame.length);
    }

    @Test
    void alsoASecretThatIsRenewedAndOneInOctetsThatAreNoFrames() {
        byte[] renewed = new WireWriter().longString("t0ken").shortString("why").toByteArray();
        record(Direction.SENT, WireWriter.frame(WireFrame.METHOD, 0, Methods.raw(10, 70, renewed), WireFrame.END));
        record(Direction.SENT, WireWriter.frame(WireFrame.METHOD, 0, Methods.raw(10, 21, renewed), 0));
        record(Direction.SENT, "\u00ff\u00ff\5PLAIN\0\0\0\6\0u\0pw!".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(new String(data(true), StandardCharsets.ISO_8859_1))
                .doesNotContain("t0ken", "pw!")
                .contains("*****\3why", "PLAIN\0\0\0\6******");
    }

    @Test
    void aStartOkThatDoesNotFitTogetherIsBlankedAsAWhole() {
        byte[] broken = new WireWriter()
                .longInt(9999)
                .octets("secret".getBytes(StandardCharsets.US_ASCII))
                .toByteArray();
        record(Direction.SENT, WireWriter.frame(WireFrame.METHOD, 0, Methods.raw(10, 11, broken), WireFrame.END));
        assertThat(new String(data(true), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void theEndThatAProbeSawIsAPacket() {
        record(Direction.SENT, HEADER);
        tap.note("connection reset 3 ms after the last octets were sent");
        List<ByteBuffer> packets = packets();
        assertThat(packets.get(packets.size() - 1).get(47) & TcpStream.RST).isEqualTo(TcpStream.RST);
    }

    @Test
    void eachConnectionHasAPortOfItsOwnAndSaysItsName() {
        record(Direction.SENT, HEADER);
        log.tap("c").record(Direction.SENT, HEADER, 0, 8);
        assertThat(packets().stream().map(p -> p.getShort(34) & 0xFFFF).distinct())
                .containsExactlyInAnyOrder(49_152, 49_153, 5672);
        assertThat(new String(file(), StandardCharsets.ISO_8859_1)).contains("connection p1", "connection c2");
    }

    private void record(Direction direction, byte[] octets) {
        tap.record(direction, octets, 0, octets.length);
    }

    private byte[] file() {
        return Capture.pcapng(log, "what this is");
    }

    private List<Block> blocks() {
        ByteBuffer in = ByteBuffer.wrap(file()).order(ByteOrder.LITTLE_ENDIAN);
        List<Block> blocks = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            int type = in.getInt();
            int length = in.getInt();
            assertThat(length % 4).isZero();
            assertThat(in.getInt(start + length - 4)).as("length at the end").isEqualTo(length);
            blocks.add(new Block(type, in.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN)));
            in.position(start + length);
        }
        return blocks;
    }

    private List<ByteBuffer> packets() {
        return blocks().stream()
                .filter(block -> block.type() == 6)
                .map(block -> block.body().slice(20, block.body().getInt(12)).order(ByteOrder.BIG_ENDIAN))
                .toList();
    }

    private byte[] data(boolean byClient) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer packet : packets()) {
            if (((packet.getShort(36) & 0xFFFF) == TcpStream.BROKER_PORT) == byClient) {
                byte[] octets = new byte[packet.limit() - 54];
                packet.get(54, octets);
                all.writeBytes(octets);
            }
        }
        return all.toByteArray();
    }

    private static String text(Block block) {
        byte[] octets = new byte[block.body().limit()];
        block.body().get(0, octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static int sum(ByteBuffer packet, int from, int to, long start) {
        byte[] octets = new byte[to - from + (to - from) % 2];
        packet.get(from, octets, 0, to - from);
        long sum = start;
        ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(octets, octets.length));
        while (words.hasRemaining()) {
            sum += words.getShort() & 0xFFFF;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) sum;
    }
}
