package dev.touchstone.suite.cases.vhost;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.target.Endpoint;
import java.util.Optional;

/** What {@code connection.open} is answered. */
final class Openings {
    private Openings() {}

    /** The close that came for an open; empty for open-ok, and then the connection is closed again. */
    static Optional<MethodFields> closeOf(Lab lab, Endpoint as) {
        try (Dialogue dialogue = lab.dial(as)) {
            Handshake hello = Handshake.of(as);
            MethodFields tune = dialogue.login(hello);
            dialogue.tuneOk(hello, tune).connectionOpen(hello.virtualHost());
            ProbeEvent event = dialogue.next();
            if (event instanceof ProbeEvent.Frame frame && frame.frame().is("connection.open-ok")) {
                dialogue.closeConnection();
                return Optional.empty();
            }
            if (event instanceof ProbeEvent.Frame frame && frame.frame().is("connection.close")) {
                return Optional.of(frame.frame().method());
            }
            throw new Finding("connection.open-ok or connection.close", event.toString());
        }
    }

    /** Expects a refusal with that code, and where texts are pinned with that part. */
    static void expectRefused(Lab lab, Endpoint as, int replyCode, String text) {
        String wanted = "connection.close " + replyCode + " in answer to connection.open";
        MethodFields close = closeOf(lab, as).orElseThrow(() -> new Finding(wanted, "connection.open-ok"));
        if (close.number("reply-code") != replyCode) {
            throw new Finding(wanted, close.toString());
        }
        Dialogue.expectIds(close, 10, 40);
        lab.expectText(text, close.text("reply-text"));
    }

    /** Waits until opens are refused: RabbitMQ counts connections a moment after they were opened. */
    static void awaitRefused(Lab lab, Endpoint as, int replyCode, String text) {
        lab.await("a refused open", () -> closeOf(lab, as).isPresent());
        expectRefused(lab, as, replyCode, text);
    }
}
