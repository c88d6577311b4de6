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
                Step.of(where, Verb.QUEUE_DECLARE, "q9").with("x-expires", 0L),
                Step.of(where, Verb.QUEUE_DECLARE, "q9").with("x-single-active-consumer", "yes"),
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
        view.queueNames().stream()
                .filter(name -> name.startsWith("s"))
                .findFirst()
                .ifPresent(name -> all.add(Step.of(where, Verb.QUEUE_DECLARE, name)));
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
        if (palette.chance(50)) {
            return onClosed(closedChannel(Step.clientOf(where), view), view);
        }
        List<Step> all = new ArrayList<>(List.of(
                Step.of(where, Verb.OPEN),
                Step.of(where, Verb.EXCHANGE_DECLARE, "e9", "nonesuch"),
                Step.of(where, Verb.RECOVER),
                Step.of(where, Verb.QOS, "0").with("size", 1L)));
        view.consumers(where).stream()
                .findFirst()
                .ifPresent(tag ->
                        all.add(Step.of(where, Verb.CONSUME, palette.queueFor(Step.clientOf(where), view), tag)));
        return palette.pick(all);
    }

    /** One that was never opened, or one that is open no more. */
    private String closedChannel(String client, View view) {
        List<String> all = List.of(client + ".1", client + ".2", client + ".9");
        return palette.pick(
                all.stream().filter(channel -> !view.isOpen(channel)).toList());
    }

    /** Whatever is said on a channel that is not open ends the connection (CHAN-02). */
    private Step onClosed(String where, View view) {
        String queue = palette.queueFor(Step.clientOf(where), view);
        return palette.pick(List.of(
                Step.of(where, Verb.CLOSE),
                Step.of(where, Verb.EXCHANGE_DECLARE, "e1", "direct"),
                Step.of(where, Verb.EXCHANGE_DELETE, "e1"),
                Step.of(where, Verb.EXCHANGE_BIND, "amq.fanout", "amq.direct", "k1"),
                Step.of(where, Verb.EXCHANGE_UNBIND, "amq.fanout", "amq.direct", "k1"),
                Step.of(where, Verb.QUEUE_DECLARE, queue),
                Step.of(where, Verb.QUEUE_DELETE, queue),
                Step.of(where, Verb.QUEUE_PURGE, queue),
                Step.of(where, Verb.QUEUE_BIND, queue, "amq.direct", "k1"),
                Step.of(where, Verb.QUEUE_UNBIND, queue, "amq.direct", "k1"),
                Step.of(where, Verb.PUBLISH, "", queue, palette.message()),
                Step.of(where, Verb.GET, queue),
                Step.of(where, Verb.CONSUME, queue, palette.consumerTag()),
                Step.of(where, Verb.CANCEL, "c1"),
                Step.of(where, Verb.ACK, "#1"),
                Step.of(where, Verb.NACK, "#1"),
                Step.of(where, Verb.REJECT, "#1"),
                Step.of(where, Verb.RECOVER).with("requeue", true),
                Step.of(where, Verb.QOS, "1"),
                Step.of(where, Verb.CONFIRM_SELECT),
                Step.of(where, Verb.TX_SELECT),
                Step.of(where, Verb.TX_COMMIT),
                Step.of(where, Verb.TX_ROLLBACK)));
    }
}
