package dev.touchstone.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.disk.FileDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    private static final int KIND = 7;
    private static final int LARGE = 3_000_000;

    @TempDir
    Path folder;

    private Disk disk;
    private final List<String> read = new ArrayList<>();
    private RecoveryReport report = new RecoveryReport();

    @BeforeEach
    void open() {
        disk = new FileDisk(folder);
    }

    private RecordFile file() {
        read.clear();
        report = new RecoveryReport();
        return RecordFile.open(
                disk,
                "a.log",
                KIND,
                0x1122_3344_5566_7788L,
                (type, payload, at) -> {
                    byte[] octets = new byte[payload.remaining()];
                    payload.get(octets);
                    String text = new String(octets, StandardCharsets.US_ASCII);
                    read.add(type + ":" + (octets.length == LARGE ? "large" : text));
                },
                report);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private long writeThree() {
        try (RecordFile file = file()) {
            file.append(1, text("one"));
            file.append(2, text("two"));
            long beforeLast = file.size();
            file.append(250, text("three"));
            file.force();
            return beforeLast;
        }
    }

    @Test
    void recordsComeBackInOrder() {
        writeThree();
        try (RecordFile file = file()) {
            file.append(4, new byte[LARGE]);
            file.append(5, text(""));
        }

        file().close();

        assertThat(read).containsExactly("1:one", "2:two", "250:three", "4:large", "5:");
        assertThat(report.damages()).isEmpty();
    }

    @Test
    void aTornTailIsCutAndSaidOnce() {
        long beforeLast = writeThree();
        try (DiskFile raw = disk.open("a.log")) {
            raw.truncate(raw.size() - 1);
        }

        try (RecordFile file = file()) {
            assertThat(read).containsExactly("1:one", "2:two");
            assertThat(report.damages()).singleElement().asString().contains("cut off");
            assertThat(file.size()).isEqualTo(beforeLast);
            file.append(3, text("again"));
        }
        file().close();

        assertThat(read).containsExactly("1:one", "2:two", "3:again");
        assertThat(report.damages()).isEmpty();
    }

    @Test
    void aFlippedBitLosesItsRecordOnly() {
        writeThree();
        for (int at = RecordFormat.FILE_HEADER; at < RecordFormat.FILE_HEADER + 12; at++) {
            flip(at);
            file().close();
            assertThat(read).as("bit at " + at).containsExactly("2:two", "250:three");
            assertThat(report.damages()).singleElement().asString().contains("damaged");
            flip(at);
        }
    }

    private void flip(int at) {
        try (DiskFile raw = disk.open("a.log")) {
            ByteBuffer one = ByteBuffer.allocate(1);
            raw.read(one, at);
            raw.write(one.put(0, (byte) (one.get(0) ^ 4)).flip(), at);
        }
    }

    @Test
    void recordsOfAnotherFileInAPayloadAreNotTakenForRecords() {
        ByteBuffer foreign = RecordFormat.record(99, 9, text("foreign"));
        try (RecordFile file = file()) {
            file.append(1, octets(foreign));
            file.append(2, text("two"));
        }
        flip(RecordFormat.FILE_HEADER + 5);

        file().close();

        assertThat(read).containsExactly("2:two");
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        writeThree();

        assertThatThrownBy(() -> RecordFile.open(disk, "a.log", KIND + 1, 1, (type, payload, at) -> {}, report))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("kind 7");
    }

    @Test
    void foldersAndNames() {
        Disk inner = disk.folder("inner");
        inner.open("x").close();
        inner.rename("x", "y");
        inner.forceFolder();

        assertThat(inner.list()).containsExactly("y");
        disk.delete("inner");
        disk.delete("missing");
        assertThat(disk.list()).isEmpty();
    }

    private static byte[] octets(ByteBuffer from) {
        byte[] octets = new byte[from.remaining()];
        from.get(octets);
        return octets;
    }
}
