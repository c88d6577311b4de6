package dev.touchstone.suite.cases.conn;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first octets of a connection: which of them are AMQP 0-9-1, and what becomes of all others. */
@Conformance
class ProtocolHeaderCases {
    private static final byte[] OFFERED = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    @Test
    @Rule("CONN-01")
    void theHeaderIsAnsweredByConnectionStart(Lab lab) {
        MethodFields start = lab.dial().start();
        expectVersion(start, 9);
        Expect.equal("locales", "en_US", start.text("locales"));
        String mechanisms = start.text("mechanisms");
        Expect.that(
                mechanisms.matches("[A-Z0-9_-]{1,20}( [A-Z0-9_-]{1,20})*"),
                "mechanisms as a list of SASL names with one space between them",
                () -> "'" + mechanisms + "'");
    }

    @Test
    @Rule("CONN-01")
    void theHeaderMayComeOctetByOctet(Lab lab) {
        Dialogue dialogue = lab.dial();
        for (byte octet : OFFERED) {
            dialogue.probe().send(octet);
        }
        expectVersion(dialogue.expect(0, "connection.start"), 9);
    }

    @Test
    @Rule("CONN-02")
    void theOldHeaderOf09IsTakenAs091(Lab lab) {
        Dialogue dialogue = lab.dial();
        dialogue.probe().send(header(1, 1, 0, 9));
        expectVersion(dialogue.expect(0, "connection.start"), 9);
    }

    @Test
    @Rule("CONN-03")
    void headersOf08AreAnsweredByStartOf08(Lab lab) {
        for (byte[] old : List.of(header(1, 1, 8, 0), header(1, 1, 9, 1))) {
            Dialogue dialogue = lab.dial();
            dialogue.probe().send(old);
            MethodFields start = dialogue.expect(0, "connection.start");
            Expect.equal("version-major", 8L, start.number("version-major"));
            Expect.equal("version-minor", 0L, start.number("version-minor"));
        }
    }

    @Test
    @Rule("CONN-04")
    void otherHeadersAreAnsweredByTheSupportedOneAndTheEnd(Lab lab) {
        byte[] http = {'G', 'E', 'T', ' ', '/', ' ', 'H', 'T'};
        byte[] wrongCase = {'a', 'm', 'q', 'p', 0, 0, 9, 1};
        List<byte[]> foreign = List.of(
                header(1, 1, 0, 10), header(0, 1, 0, 0), header(3, 1, 0, 0), header(0, 0, 9, 2), http, wrongCase);
        for (byte[] octets : foreign) {
            Dialogue dialogue = lab.dial();
            dialogue.probe().send(octets);
            expectHeader(dialogue.next());
            dialogue.expectEnd(Duration.ZERO, lab.patience());
        }
    }

    @Test
    @Timed
    @Rule("CONN-05")
    void anUnfinishedHandshakeIsDroppedAfterTenSeconds(Lab lab) {
        Dialogue silent = lab.dial();
        Dialogue halfHeader = lab.dial();
        halfHeader.probe().send("AMQP");
        Dialogue started = lab.dial();
        started.start();
        Dialogue loggedIn = lab.dial();
        loggedIn.login(lab.handshake());
        Dialogue tuned = lab.dial();
        tuned.tuneOk(lab.handshake(), tuned.login(lab.handshake()));
        for (Dialogue dialogue : List.of(silent, halfHeader, started, loggedIn, tuned)) {
            dialogue.expectEnd(Duration.ofSeconds(9), Duration.ofSeconds(11));
        }
    }

    private static byte[] header(int first, int second, int third, int fourth) {
        return new byte[] {'A', 'M', 'Q', 'P', (byte) first, (byte) second, (byte) third, (byte) fourth};
    }

    private static void expectVersion(MethodFields start, long minor) {
        Expect.equal("version-major", 0L, start.number("version-major"));
        Expect.equal("version-minor", minor, start.number("version-minor"));
    }

    private static void expectHeader(ProbeEvent event) {
        if (!(event instanceof ProbeEvent.Header header)) {
            throw new Finding(new ProbeEvent.Header(OFFERED).toString(), event.toString());
        }
        Expect.equal("protocol header", OFFERED, header.octets());
    }
}
