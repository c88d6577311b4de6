package dev.touchstone.suite.cases.queue;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;

/** Declares one exclusive queue again and again with an argument whose tag on the wire the case chooses. */
final class RawDeclare {
    private static final int EXCLUSIVE = 4;

    private final Dialogue dialogue;
    private final String queue;
    private final String argument;
    private int channel;

    RawDeclare(Lab lab, String argument) {
        this.dialogue = lab.dialOpen();
        this.queue = lab.name("q");
        this.argument = argument;
    }

    void expectOk(FieldValue value) {
        try {
            send(value);
            Expect.equal(
                    "name", queue, dialogue.expect(channel, "queue.declare-ok").text("queue"));
        } catch (Finding e) {
            throw inWords(value, e);
        }
    }

    void expectRefused(FieldValue value) {
        try {
            send(value);
            MethodFields close = dialogue.expectChannelClose(channel, 406, 50, 10);
            Expect.that(
                    close.text("reply-text").contains("'" + argument + "'"),
                    "a text that names " + argument,
                    () -> close.text("reply-text"));
        } catch (Finding e) {
            throw inWords(value, e);
        }
    }

    /** Each declare has a channel of its own, so that a refusal ends none but that. */
    private void send(FieldValue value) {
        channel++;
        dialogue.openChannel(channel);
        WireWriter arguments = new WireWriter()
                .shortInt(0)
                .shortString(queue)
                .octet(EXCLUSIVE)
                .table(WireTable.empty().with(argument, value));
        dialogue.probe().sendMethod(channel, 50, 10, arguments.toByteArray());
    }

    private Finding inWords(FieldValue value, Finding cause) {
        return new Finding(
                String.join(", or ", cause.expected()) + " to " + argument + " as '" + value.tag() + "' " + value,
                cause.actual());
    }
}
