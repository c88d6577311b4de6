package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Probe;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Hard errors: {@code connection.close} on channel 0, whichever channel failed. */
@Conformance
class ConnectionErrorCases {
    /** What a client does wrong on channel 1 and how the broker names that. */
    private record HardError(int code, String name, Consumer<Probe> mistake) {}

    // 320 is the next case; 402, 502, 506 and 541 cannot be provoked on a sound broker.
    private static final List<HardError> HARD_ERRORS = List.of(
            new HardError(501, "FRAME_ERROR", probe -> probe.sendMethod(1, 50, 10, (byte) 0)),
            new HardError(503, "COMMAND_INVALID", probe -> probe.send(1, new AMQP.Channel.CloseOk.Builder().build())),
            new HardError(504, "CHANNEL_ERROR", probe -> probe.send(9, new AMQP.Basic.Qos.Builder().build())),
            new HardError(505, "UNEXPECTED_FRAME", probe -> probe.sendHeader(1, new AMQP.BasicProperties(), 0)),
            new HardError(530, "NOT_ALLOWED", ConnectionErrorCases::consumeTwiceWithOneTag),
            new HardError(540, "NOT_IMPLEMENTED", probe -> probe.sendMethod(1, 20, 20, (byte) 0)));

    @Test
    @Rule("CHAN-06")
    void aHardErrorClosesTheConnectionOnChannelZero(Lab lab) {
        for (HardError error : HARD_ERRORS) {
            Dialogue dialogue = lab.dialChannel().openChannel(2);
            error.mistake().accept(dialogue.probe());
            MethodFields close = dialogue.expectConnectionClose(error.code());
            lab.expectText(error.name(), close.text("reply-text"));
        }
    }

    private static void consumeTwiceWithOneTag(Probe probe) {
        for (int i = 0; i < 2; i++) {
            probe.send(1, new AMQP.Queue.Declare.Builder().exclusive().nowait().build());
            probe.send(
                    1,
                    new AMQP.Basic.Consume.Builder()
                            .consumerTag("twice")
                            .nowait()
                            .build());
        }
    }

    @Test
    @Rule("CHAN-06")
    @Needs({Capability.ADMIN, Capability.OBJECT_LISTS})
    void aConnectionClosedByTheOperatorIs320(Lab lab) {
        String name = lab.name("connection");
        Map<String, Object> properties = Map.of("connection_name", name);
        Connection connection = lab.connect(lab.endpoint(), factory -> factory.setClientProperties(properties));
        lab.await("a listed connection " + name, () -> listed(lab, name).isPresent());
        String listed = listed(lab, name).orElseThrow();
        AMQP.Connection.Close close = lab.expectConnectionClose(
                connection, 320, () -> lab.admin().closeConnection(listed, "the operator says so"));
        lab.expectText("CONNECTION_FORCED - the operator says so", close.getReplyText());
    }

    private static Optional<String> listed(Lab lab, String name) {
        return lab.admin().connections().stream()
                .filter(found -> found.userProvidedName().equals(name))
                .map(TargetAdmin.ConnectionFacts::name)
                .findFirst();
    }
}
