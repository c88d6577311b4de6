package dev.touchstone.suite.cases.auth;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mechanisms on offer and the form of their responses. */
@Conformance
class MechanismCases {
    @Test
    @Rule("AUTH-01")
    void plainAndAmqplainAreOfferedAndExternalOnlyOverTls(Lab lab) {
        List<String> offered = List.of(lab.dial().start().text("mechanisms").split(" "));
        Expect.that(offered.contains("PLAIN") && offered.contains("AMQPLAIN"), "PLAIN and AMQPLAIN", offered::toString);
        if (lab.endpoint().tls().isEmpty()) {
            Expect.that(!offered.contains("EXTERNAL"), "no EXTERNAL without TLS", offered::toString);
        }
    }

    @Test
    @Rule("AUTH-02")
    void aGoodPlainResponseIsAnsweredByTune(Lab lab) {
        Endpoint us = lab.endpoint();
        expectTune(lab, lab.handshake().withLogin("PLAIN", octets("\0" + us.user() + "\0" + us.password())));
    }

    @Test
    @Timed
    @Rule("AUTH-03")
    void malformedPlainResponsesEndInSilence(Lab lab) {
        String user = lab.endpoint().user();
        String password = lab.endpoint().password();
        List<Dialogue> dialogues = new ArrayList<>();
        for (String response : List.of(
                user + "\0" + user + "\0" + password,
                user + "\0" + password,
                "\0" + user,
                "\0" + user + password,
                "")) {
            dialogues.add(begin(lab, lab.handshake().withLogin("PLAIN", octets(response))));
        }
        dialogues.forEach(Dialogue::expectSilentClose);
    }

    @Test
    @Rule("AUTH-04")
    void aGoodAmqplainResponseIsAnsweredByTune(Lab lab) {
        Endpoint us = lab.endpoint();
        expectTune(lab, lab.handshake().withLogin("AMQPLAIN", Responses.amqplain(us.user(), us.password())));
    }

    @Test
    @Timed
    @Rule("AUTH-04")
    void amqplainWithoutLoginOrPasswordEndsInSilence(Lab lab) {
        Endpoint us = lab.endpoint();
        List<Dialogue> dialogues = new ArrayList<>();
        for (byte[] response : List.of(
                Responses.pairs("LOGIN", us.user()),
                Responses.pairs("PASSWORD", us.password()),
                Responses.pairs("login", us.user(), "password", us.password()),
                new byte[0])) {
            dialogues.add(begin(lab, lab.handshake().withLogin("AMQPLAIN", response)));
        }
        dialogues.forEach(Dialogue::expectSilentClose);
    }

    @Test
    @Timed
    @Rule("AUTH-08")
    void mechanismsThatAreNotOfferedEndInSilence(Lab lab) {
        byte[] good = Handshake.plain(lab.endpoint().user(), lab.endpoint().password());
        String offered = lab.dial().start().text("mechanisms");
        List<Dialogue> dialogues = new ArrayList<>();
        for (String mechanism : List.of("NOPE", "EXTERNAL", "RABBIT-CR-DEMO", "plain", "")) {
            if (List.of(offered.split(" ")).contains(mechanism)) {
                continue;
            }
            dialogues.add(begin(lab, lab.handshake().withLogin(mechanism, good)));
        }
        dialogues.forEach(Dialogue::expectSilentClose);
    }

    @Test
    @Rule("AUTH-12")
    void anUnknownLocaleIsTaken(Lab lab) {
        Dialogue dialogue = lab.dial();
        dialogue.start();
        dialogue.startOk(lab.handshake(), "xx_XX").expect(0, "connection.tune");
    }

    private static Dialogue begin(Lab lab, Handshake hello) {
        Dialogue dialogue = lab.dial();
        dialogue.start();
        return dialogue.startOk(hello);
    }

    private static void expectTune(Lab lab, Handshake hello) {
        begin(lab, hello).expect(0, "connection.tune");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
