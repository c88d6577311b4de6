package dev.touchstone.suite.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.transcript.WireLog.Direction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final WireLog log = new WireLog();
    private final WireLog.Tap tap = log.tap("c");

    @Test
    void aFrameIsALineWhereverItsOctetsAreCut() {
        byte[] frame = WireWriter.frame(WireFrame.METHOD, 1, Methods.raw(60, 72, (byte) 0), WireFrame.END);
        tap.record(Direction.SENT, new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1}, 0, 8);
        for (int i = 0; i < frame.length; i++) {
            tap.record(Direction.RECEIVED, frame, i, 1);
        }
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).contains("->").contains("protocol header AMQP 00 00 09 01");
        assertThat(log.lines().get(1)).contains("<-").contains("basic.get-empty");
    }

    @Test
    void octetsThatAreNoFramesAreShownAsTheyAre() {
        record(Direction.SENT, "GET / HTTP/1.1\r\n\r\n");
        assertThat(log.lines()).singleElement().asString().contains("octets 47 45 54 20 2f");
    }

    @Test
    void anUnfinishedFrameIsSaid() {
        tap.record(Direction.RECEIVED, new byte[] {1, 0, 0, 0, 0, 0, 9, 1}, 0, 8);
        assertThat(log.lines()).singleElement().asString().contains("8 octets of an unfinished frame");
    }

    @Test
    void aWrongFrameEndIsSaid() {
        byte[] frame = WireWriter.frame(WireFrame.HEARTBEAT, 0, new byte[0], 0x11);
        tap.record(Direction.SENT, frame, 0, frame.length);
        assertThat(log.lines()).singleElement().asString().contains("heartbeat").contains("frame-end 0x11");
    }

    @Test
    void whatIsNotKeptIsCounted() {
        byte[] octets = new byte[WireLog.HEAD_OCTETS + 100];
        tap.record(Direction.SENT, octets, 0, octets.length);
        assertThat(String.join("\n", log.lines())).contains("100 more octets not kept");
    }

    private void record(Direction direction, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        tap.record(direction, octets, 0, octets.length);
    }

    @Test
    void linesStandInTheOrderOfTime() {
        tap.note("first");
        WireLog.Tap other = log.tap("p");
        other.note("second");
        List<String> lines = log.lines();
        assertThat(lines.get(0)).contains("c1").contains("first");
        assertThat(lines.get(1)).contains("p2").contains("second");
    }
}
