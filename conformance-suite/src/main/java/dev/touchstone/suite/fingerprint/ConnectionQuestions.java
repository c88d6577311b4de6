package dev.touchstone.suite.fingerprint;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Questions about greeting, tuning and what breaks a connection. */
final class ConnectionQuestions {
    private ConnectionQuestions() {}

    static List<Question> all() {
        return List.of(
                new Question("header-0-8", "greet with AMQP 0-8", lab -> greeting(lab, 1, 1, 8, 0)),
                new Question("header-unknown", "greet with AMQP 9-9-9", lab -> greeting(lab, 9, 9, 9, 9)),
                new Question("capabilities", "capabilities in connection.start", ConnectionQuestions::capabilities),
                new Question("channel-max", "channel-max in connection.tune", ConnectionQuestions::channelMax),
                new Question("frame-max-4096", "tune-ok with frame-max 4096", ConnectionQuestions::smallFrames),
                new Question(
                        "vhost-unknown", "open a virtual host that is not there", ConnectionQuestions::noVirtualHost),
                new Question("login-wrong", "log in with a wrong password", ConnectionQuestions::wrongLogin),
                new Question("heartbeat-on-channel", "heartbeat on channel 1", ConnectionQuestions::heartbeat),
                new Question("method-unknown", "a method that no class has", ConnectionQuestions::unknownMethod),
                new Question(
                        "channel-not-open", "a method on a channel that is not open", ConnectionQuestions::notOpen));
    }

    private static String greeting(Lab lab, int... version) {
        Dialogue dialogue = lab.dial();
        byte[] header = {'A', 'M', 'Q', 'P', (byte) version[0], (byte) version[1], (byte) version[2], (byte) version[3]
        };
        dialogue.probe().send(header);
        return Reply.next(dialogue);
    }

    private static String capabilities(Lab lab) {
        WireTable server = lab.dial().start().table("server-properties");
        String names = server.table("capabilities").entries().stream()
                .filter(entry -> Boolean.TRUE.equals(entry.value().value()))
                .map(WireTable.Entry::name)
                .map(ConnectionQuestions::initials)
                .sorted()
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? "none" : names;
    }

    /** {@code consumer_cancel_notify} as {@code ccn}: the whole list has to fit into a table. */
    private static String initials(String capability) {
        return Arrays.stream(capability.split("[_.]"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1))
                .collect(Collectors.joining());
    }

    private static String channelMax(Lab lab) {
        return Long.toString(lab.dial().login(lab.handshake()).number("channel-max"));
    }

    private static String smallFrames(Lab lab) {
        Handshake small = lab.handshake().withFrameMax(4096);
        Dialogue dialogue = lab.dial();
        MethodFields tune = dialogue.login(small);
        dialogue.tuneOk(small, tune).connectionOpen(small.virtualHost());
        return Reply.next(dialogue);
    }

    private static String noVirtualHost(Lab lab) {
        Dialogue dialogue = lab.dial();
        Handshake hello = lab.handshake();
        MethodFields tune = dialogue.login(hello);
        dialogue.tuneOk(hello, tune).connectionOpen(lab.name("vhost"));
        return Reply.next(dialogue);
    }

    /** As a user that is not there: a wrong password for a real one could lock it. */
    private static String wrongLogin(Lab lab) {
        Dialogue dialogue = lab.dial();
        dialogue.start();
        dialogue.startOk(lab.handshake().withLogin("PLAIN", Handshake.plain(lab.name("user"), "wrong")));
        return Reply.next(dialogue);
    }

    private static String heartbeat(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().sendFrame(WireFrame.HEARTBEAT, 1);
        return Reply.soon(dialogue);
    }

    private static String unknownMethod(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().sendMethod(1, 99, 99);
        return Reply.next(dialogue);
    }

    private static String notOpen(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        dialogue.probe().send(7, new AMQP.Basic.Qos.Builder().build());
        return Reply.next(dialogue);
    }
}
