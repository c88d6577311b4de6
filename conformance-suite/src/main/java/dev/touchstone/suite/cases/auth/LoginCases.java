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
    @Rule("AUTH-05")
    void aWrongPasswordIs403AtOnceForAClientThatUnderstandsIt(Lab lab) {
        String user = lab.endpoint().user();
        expectRefused(lab, lab.handshake().withLogin("PLAIN", Handshake.plain(user, "not it")));
        expectRefused(lab, lab.handshake().withLogin("AMQPLAIN", Responses.amqplain(user, "not it")));
    }

    @Test
    @Timed
    @Rule("AUTH-06")
    void aWrongPasswordEndsInSilenceForAClientThatDoesNot(Lab lab) {
        String user = lab.endpoint().user();
        Handshake ignorant = lab.handshake().withProperties(Handshake.properties("publisher_confirms"));
        Dialogue plain = lab.dial();
        plain.start();
        plain.startOk(ignorant.withLogin("PLAIN", Handshake.plain(user, "not it")));
        Dialogue amqplain = lab.dial();
        amqplain.start();
        amqplain.startOk(ignorant.withLogin("AMQPLAIN", Responses.amqplain(user, "not it")));
        plain.expectSilentClose();
        amqplain.expectSilentClose();
    }

    @Test
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

    /** Expects 403 well before a silent close would come. */
    private static MethodFields expectRefused(Lab lab, Handshake hello) {
        Dialogue dialogue = lab.dial();
        dialogue.start();
        dialogue.startOk(hello);
        MethodFields close = dialogue.expect(0, "connection.close");
        long millis = dialogue.probe().millisSinceSend();
        Expect.that(millis < 2000, "connection.close at once", () -> "it came after " + millis + " ms");
        Expect.equal("reply-code", 403L, close.number("reply-code"));
        Dialogue.expectIds(close, 0, 0);
        lab.expectText(
                "ACCESS_REFUSED - Login was refused using authentication mechanism " + hello.mechanism()
                        + ". For details see the broker logfile.",
                close.text("reply-text"));
        dialogue.probe().send(0, new AMQP.Connection.CloseOk.Builder().build());
        dialogue.expectEnd(Duration.ZERO, lab.patience());
        return close;
    }
}
