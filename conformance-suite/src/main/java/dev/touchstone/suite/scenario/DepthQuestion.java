package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.Chooser;
import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.model.View;
import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Line;
import dev.touchstone.suite.script.Mismatch;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scenario asks queues behind the scenes how deep they are; a script that shall show what was wrong has to ask by itself. */
final class DepthQuestion {
    private static final String STRANGER = "z";

    private DepthQuestion() {}

    /** The lines, and behind them the question whose answer is wrong, where a depth was the mismatch. */
    static List<Line> append(Result failing) {
        List<Line> lines = new ArrayList<>(failing.lines());
        failing.mismatch()
                .filter(mismatch -> mismatch.kind().equals("depth"))
                .map(DepthQuestion::queue)
                .ifPresent(queue -> ask(queue, lines));
        return lines;
    }

    /** {@code q1} of "q1 with 1 ready messages" or "no queue q1". */
    private static String queue(Mismatch mismatch) {
        String[] words = mismatch.expected().split(" ");
        return words[0].equals("no") ? words[words.length - 1] : words[0];
    }

    private static void ask(String queue, List<Line> lines) {
        Model model = new Model();
        lines.forEach(line -> model.takeAll(line.step(), Chooser.FIRST));
        View view = model.view();
        Optional<View.QueueFacts> facts =
                view.queues().stream().filter(one -> one.name().equals(queue)).findFirst();
        String owner = facts.map(View.QueueFacts::owner).orElse("");
        String where = view.channels().stream()
                .filter(channel -> owner.isEmpty() || Step.clientOf(channel).equals(owner))
                .findFirst()
                .orElseGet(() -> open(owner, lines));
        Step passive = Step.of(where, Verb.QUEUE_DECLARE, queue).with("passive", true);
        Event answer = facts.map(
                        one -> ok(where).with("messages", one.messages()).with("consumers", one.consumers()))
                .orElse(Event.of(where, Event.Kind.CLOSED, "404", Verb.QUEUE_DECLARE.method()));
        lines.add(new Line(0, passive, List.of(answer), false));
    }

    private static String open(String owner, List<Line> lines) {
        String client = owner.isEmpty() ? STRANGER : owner;
        if (owner.isEmpty()) {
            lines.add(new Line(0, Step.of(client, Verb.CONNECT), List.of(ok(client)), false));
        }
        String channel = client + ".1";
        lines.add(new Line(0, Step.of(channel, Verb.OPEN), List.of(ok(channel)), false));
        return channel;
    }

    private static Event ok(String where) {
        return Event.of(where, Event.Kind.OK);
    }
}
