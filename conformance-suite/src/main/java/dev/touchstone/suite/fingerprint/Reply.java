package dev.touchstone.suite.fingerprint;

import com.rabbitmq.client.Method;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireFrame;
import java.time.Duration;
import java.util.HexFormat;

/** What came, in words that are the same for the same behaviour: no names, no times, no tags. */
final class Reply {
    private static final Duration BRIEF = Duration.ofMillis(400);

    private Reply() {}

    /** Sends a method and says what comes next on the connection. */
    static String to(RawChannel channel, Method method) {
        return next(channel.send(method).dialogue());
    }

    /** The next event within the patience of the lab. */
    static String next(Dialogue dialogue) {
        return of(dialogue.next());
    }

    /** The next event, where silence is an answer like any other. */
    static String soon(Dialogue dialogue) {
        return of(dialogue.next(BRIEF));
    }

    static String of(ProbeEvent event) {
        if (event instanceof ProbeEvent.Frame frame) {
            return of(frame.frame());
        } else if (event instanceof ProbeEvent.Header header) {
            return "header AMQP " + HexFormat.ofDelimiter(" ").formatHex(header.octets(), 4, 8);
        } else if (event instanceof ProbeEvent.End) {
            // Whether the peer's kernel sends FIN or RST depends on what was left unread, not on the broker.
            return "closes the socket";
        }
        return "nothing";
    }

    private static String of(WireFrame frame) {
        if (!frame.isMethod()) {
            return "a frame of type " + frame.type();
        }
        MethodFields method = frame.method();
        return method.fields().containsKey("reply-code")
                ? method.name() + " " + method.number("reply-code")
                : method.name();
    }
}
