package dev.touchstone.suite.cases.conn;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code connection.open}: the virtual hosts that may be entered, and the order of the handshake's steps. */
@Conformance
class ConnectionOpenCases {
    @Test
    @Rule("CONN-15")
    void openOfAMissingVirtualHostIs530(Lab lab) {
        String missing = lab.name("nope");
        MethodFields close = refused(lab, lab.handshake().withVirtualHost(missing));
        lab.expectText("NOT_ALLOWED - vhost " + missing + " not found", close.text("reply-text"));
    }

    @Test
    @Needs(Capability.ADMIN)
    @Rule("CONN-16")
    void openWithoutAnyPermissionOnTheVirtualHostIs530(Lab lab) {
        Endpoint stranger = lab.user(Permissions.ALL);
        lab.admin().clearPermissions(stranger.user(), stranger.virtualHost());
        MethodFields close = refused(lab, Handshake.of(stranger));
        lab.expectText(
                "access to vhost '" + stranger.virtualHost() + "' refused for user '" + stranger.user() + "'",
                close.text("reply-text"));
    }

    private static MethodFields refused(Lab lab, Handshake hello) {
        Dialogue dialogue = lab.dial();
        dialogue.tuneOk(hello, dialogue.login(hello));
        dialogue.connectionOpen(hello.virtualHost());
        MethodFields close = dialogue.expectConnectionClose(530);
        Dialogue.expectIds(close, 10, 40);
        return close;
    }

    @Test
    @Rule("CONN-17")
    void openOkNamesNoKnownHosts(Lab lab) {
        Dialogue dialogue = lab.dial();
        dialogue.tuneOk(lab.handshake(), dialogue.login(lab.handshake()));
        dialogue.connectionOpen(lab.endpoint().virtualHost());
        MethodFields openOk = dialogue.expect(0, "connection.open-ok");
        Expect.equal("known-hosts", "", openOk.text("known-hosts"));
    }

    @Test
    @Timed
    @Rule("CONN-18")
    void openBeforeTuneOkEndsInSilence(Lab lab) {
        Dialogue dialogue = lab.dial();
        dialogue.login(lab.handshake());
        dialogue.connectionOpen(lab.endpoint().virtualHost()).expectSilentClose();
    }

    @Test
    @Timed
    @Rule("CONN-18")
    void methodsOutOfSequenceBeforeOpenEndInSilence(Lab lab) {
        Handshake hello = lab.handshake();
        Dialogue openAtOnce = lab.dial();
        openAtOnce.start();
        openAtOnce.connectionOpen(hello.virtualHost());
        Dialogue channelAtOnce = lab.dial();
        channelAtOnce.start();
        channelAtOnce.probe().send(0, new AMQP.Channel.Open.Builder().build());
        Dialogue twoLogins = lab.dial();
        twoLogins.login(hello);
        twoLogins.startOk(hello);
        List.of(openAtOnce, channelAtOnce, twoLogins).forEach(Dialogue::expectSilentClose);
    }

    @Test
    @Rule("CONN-18")
    void anotherMethodInPlaceOfOpenIs504(Lab lab) {
        Dialogue dialogue = lab.dial();
        dialogue.tuneOk(lab.handshake(), dialogue.login(lab.handshake()));
        dialogue.probe()
                .send(0, new AMQP.Queue.Declare.Builder().queue(lab.name("q")).build());
        MethodFields close = dialogue.expectConnectionClose(504);
        Dialogue.expectIds(close, 50, 10);
        lab.expectText("unexpected method in connection state opening", close.text("reply-text"));
    }

    @Test
    @Rule("CONN-19")
    void secondStartOkTuneOkOrOpenIs504(Lab lab) {
        Handshake hello = lab.handshake();
        expect504(lab, lab.dialOpen().startOk(hello), 10, 11);
        expect504(lab, lab.dialOpen().connectionOpen(hello.virtualHost()), 10, 40);
        Dialogue tunedAgain = lab.dial();
        MethodFields tune = tunedAgain.login(hello);
        tunedAgain.tuneOk(hello, tune).connectionOpen(hello.virtualHost()).expect(0, "connection.open-ok");
        expect504(lab, tunedAgain.tuneOk(hello, tune), 10, 31);
    }

    @Test
    @Rule("CONN-19")
    void methodsOfOtherClassesOnChannelZeroAre504(Lab lab) {
        String queue = lab.name("q");
        for (com.rabbitmq.client.Method method : List.of(
                new AMQP.Channel.Open.Builder().build(),
                new AMQP.Queue.Declare.Builder().queue(queue).build(),
                new AMQP.Basic.Qos.Builder().build(),
                new AMQP.Confirm.Select.Builder().build())) {
            Dialogue dialogue = lab.dialOpen();
            dialogue.probe().send(0, method);
            expect504(lab, dialogue, method.protocolClassId(), method.protocolMethodId());
        }
    }

    private static void expect504(Lab lab, Dialogue dialogue, int classId, int methodId) {
        MethodFields close = dialogue.expectConnectionClose(504);
        Dialogue.expectIds(close, classId, methodId);
        lab.expectText("unexpected method in connection state running", close.text("reply-text"));
    }

    @Test
    @Rule("CONN-20")
    void connectionMethodsOnAChannelAre503(Lab lab) {
        for (com.rabbitmq.client.Method method : List.of(
                new AMQP.Connection.Close.Builder()
                        .replyCode(200)
                        .replyText("bye")
                        .build(),
                new AMQP.Connection.CloseOk.Builder().build(),
                new AMQP.Connection.TuneOk.Builder().build())) {
            Dialogue dialogue = lab.dialChannel();
            dialogue.probe().send(1, method);
            MethodFields close = dialogue.expectConnectionClose(503);
            Dialogue.expectIds(close, 10, method.protocolMethodId());
            lab.expectText("COMMAND_INVALID - unimplemented method", close.text("reply-text"));
        }
    }

    @Test
    @Rule("CONN-26")
    void updateSecretIsAnsweredAndTheConnectionGoesOn(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        byte[] arguments = new WireWriter()
                .longString(lab.endpoint().password())
                .shortString("the token was renewed")
                .toByteArray();
        dialogue.probe().sendMethod(0, 10, 70, arguments);
        dialogue.expect(0, "connection.update-secret-ok");
        dialogue.barrier(1);
    }
}
