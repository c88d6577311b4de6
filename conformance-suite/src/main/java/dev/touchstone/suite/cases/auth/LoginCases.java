package dev.touchstone.suite.cases.auth;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logins with wrong names and passwords: who is told, how soon, and how little. */
@Conformance
class LoginCases {
    @Test
    @Timed
    @Rule("AUTH-05")
    void aWrongPasswordIs403AtOnceForAClientThatUnderstandsIt(Lab lab) {
        String user = lab.endpoint().user();
        Dialogue plain = logIn(lab, lab.handshake().withLogin("PLAIN", Handshake.plain(user, "not it")));
        expectRefused(lab, plain, "PLAIN");
        closeOk(plain);
        Dialogue amqplain = logIn(lab, lab.handshake().withLogin("AMQPLAIN", Responses.amqplain(user, "not it")));
        expectRefused(lab, amqplain, "AMQPLAIN");
        closeOk(amqplain);
        plain.expectEnd(Duration.ZERO, lab.patience());
        amqplain.expectEnd(Duration.ZERO, lab.patience());
    }

    @Test
    @Timed
    @Rule("AUTH-06")
    void aWrongPasswordEndsInSilenceForAClientThatDoesNot(Lab lab) {
        String user = lab.endpoint().user();
        Handshake ignorant = lab.handshake().withProperties(Handshake.properties("publisher_confirms"));
        Dialogue plain = logIn(lab, ignorant.withLogin("PLAIN", Handshake.plain(user, "not it")));
        Dialogue amqplain = logIn(lab, ignorant.withLogin("AMQPLAIN", Responses.amqplain(user, "not it")));
        plain.expectSilentClose();
        amqplain.expectSilentClose();
    }

    @Test
    @Timed
    @Rule("AUTH-07")
    void anUnknownUserIsToldTheSameAsAWrongPassword(Lab lab) {
        MethodFields wrongPassword = expectRefused(
                lab,
                lab.handshake()
                        .withLogin("PLAIN", Handshake.plain(lab.endpoint().user(), "not it")));
        MethodFields unknownUser =
                expectRefused(lab, lab.handshake().withLogin("PLAIN", Handshake.plain(lab.name("nobody"), "not it")));
        Expect.equal("the close for an unknown user", wrongPassword.toString(), unknownUser.toString());
    }

    @Test
    @Timed
    @Needs(Capability.ADMIN)
    @Rule("AUTH-09")
    void aUserWithoutPasswordCannotLogInWithAny(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        lab.dial().open(Handshake.of(user));
        lab.admin().clearPassword(user.user());
        for (String password : List.of("", user.password(), "guest")) {
            Handshake hello = Handshake.of(user);
            expectRefused(lab, hello.withLogin("PLAIN", Handshake.plain(user.user(), password)));
            expectRefused(lab, hello.withLogin("AMQPLAIN", Responses.amqplain(user.user(), password)));
        }
    }

    private static Dialogue logIn(Lab lab, Handshake hello) {
        Dialogue dialogue = lab.dial();
        dialogue.start();
        return dialogue.startOk(hello);
    }

    private static MethodFields expectRefused(Lab lab, Handshake hello) {
        return expectRefused(lab, logIn(lab, hello), hello.mechanism());
    }

    /** Expects 403 well before a silent close would come. */
    private static MethodFields expectRefused(Lab lab, Dialogue dialogue, String mechanism) {
        MethodFields close = dialogue.expect(0, "connection.close");
        long millis = dialogue.probe().millisSinceSend();
        Expect.that(millis < 2000, "connection.close at once", () -> "it came after " + millis + " ms");
        Expect.equal("reply-code", 403L, close.number("reply-code"));
        Dialogue.expectIds(close, 0, 0);
        lab.expectText(
                "ACCESS_REFUSED - Login was refused using authentication mechanism " + mechanism
                        + ". For details see the broker logfile.",
                close.text("reply-text"));
        return close;
    }

    private static void closeOk(Dialogue dialogue) {
        dialogue.probe().send(0, new AMQP.Connection.CloseOk.Builder().build());
    }
}
