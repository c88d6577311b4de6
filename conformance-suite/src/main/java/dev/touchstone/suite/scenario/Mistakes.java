package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.View;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import java.util.ArrayList;
import java.util.List;

/** Steps that a broker must refuse, each with a code and a scope that the model knows. */
final class Mistakes {
    private static final String MISSING = "nope";

    private final Palette palette;

    Mistakes(Palette palette) {
        this.palette = palette;
    }

    /** One that closes the channel. */
    Step soft(String where, View view) {
        String queue = palette.queueFor(Step.clientOf(where), view);
        List<Step> all = new ArrayList<>(List.of(
                Step.of(where, Verb.PUBLISH, MISSING, "k1", palette.message()),
                Step.of(where, Verb.QUEUE_DECLARE, MISSING).with("passive", true),
                Step.of(where, Verb.EXCHANGE_DECLARE, MISSING, "direct").with("passive", true),
                Step.of(where, Verb.GET, MISSING),
                Step.of(where, Verb.CONSUME, MISSING, palette.consumerTag()),
                Step.of(where, Verb.QUEUE_PURGE, MISSING),
                Step.of(where, Verb.QUEUE_BIND, MISSING, "amq.direct", "k1"),
                Step.of(where, Verb.QUEUE_BIND, queue, MISSING, "k1"),
                Step.of(where, Verb.QUEUE_BIND, queue, "", "k1"),
                Step.of(where, Verb.EXCHANGE_BIND, "amq.fanout", MISSING, "k1"),
                Step.of(where, Verb.EXCHANGE_BIND, MISSING, "amq.fanout", "k1"),
                Step.of(where, Verb.EXCHANGE_DELETE, "amq.direct"),
                Step.of(where, Verb.EXCHANGE_DELETE, ""),
                Step.of(where, Verb.EXCHANGE_DECLARE, "amq.new", "direct"),
                Step.of(where, Verb.QUEUE_DECLARE, "amq.new"),
                Step.of(where, Verb.QUEUE_DECLARE, "q9").with("x-max-length", -1L),
                Step.of(where, Verb.QUEUE_DECLARE, "q9").with("x-overflow", "nowhere"),
                Step.of(where, Verb.QUEUE_DECLARE, "q9").with("x-max-priority", 256L),
                Step.of(where, Verb.ACK, "#999")));
        all.add(Step.of(where, Verb.NACK, "#999").with("multiple", true).with("requeue", true));
        all.add(Step.of(where, Verb.REJECT, "#0"));
        all.add(Step.of(where, Verb.PUBLISH, "", queue, palette.message()).with("expiration", "soon"));
        all.add(Step.of(where, Verb.PUBLISH, "", queue, palette.message()).with("delivery-mode", 3L));
        all.add(Step.of(where, Verb.PUBLISH, "", queue, palette.message()).with("cc", "q1"));
        all.add(Step.of(where, Verb.CONSUME, queue, palette.consumerTag()).with("x-priority", "high"));
        all.add(Step.of(where, Verb.QUEUE_BIND, queue, "amq.headers", "").with("x-match", "some"));
        if (view.mode(where).equals("tx")) {
            all.add(Step.of(where, Verb.CONFIRM_SELECT));
        } else {
            all.add(Step.of(where, Verb.TX_COMMIT));
            all.add(Step.of(where, Verb.TX_ROLLBACK));
        }
        return palette.pick(all);
    }

    /** One that closes the connection. */
    Step hard(String where, View view) {
        String closed = Step.clientOf(where) + ".9";
        List<Step> all = new ArrayList<>(List.of(
                Step.of(where, Verb.OPEN),
                Step.of(where, Verb.EXCHANGE_DECLARE, "e9", "nonesuch"),
                Step.of(where, Verb.RECOVER),
                Step.of(where, Verb.QOS, "0").with("size", 1L),
                Step.of(closed, Verb.QUEUE_DECLARE, "q1"),
                Step.of(closed, Verb.PUBLISH, "", "q1", palette.message()),
                Step.of(closed, Verb.GET, "q1"),
                Step.of(closed, Verb.CONSUME, "q1", palette.consumerTag()),
                Step.of(closed, Verb.ACK, "#1"),
                Step.of(closed, Verb.TX_SELECT),
                Step.of(closed, Verb.CONFIRM_SELECT),
                Step.of(closed, Verb.QOS, "1")));
        view.consumers(where).stream()
                .findFirst()
                .ifPresent(tag ->
                        all.add(Step.of(where, Verb.CONSUME, palette.queueFor(Step.clientOf(where), view), tag)));
        return palette.pick(all);
    }
}
