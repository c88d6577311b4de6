package dev.touchstone.suite.cases.bind;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code queue.unbind}. */
@Conformance
class QueueUnbindCases {
    @Test
    @Rule("BIND-03")
    void onlyTheSameKeyAndArgumentsUnbind(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        Map<String, Object> arguments = Map.of("a", 1, "b", "x");
        channel.queueBind(queue, exchange, "k", arguments);
        channel.queueUnbind(queue, exchange, "other", arguments);
        channel.queueUnbind(queue, exchange, "k");
        channel.queueUnbind(queue, exchange, "k", Map.of("a", 1));
        channel.queueUnbind(queue, exchange, "k", Map.of("a", 1, "b", "y"));
        channel.queueUnbind(queue, exchange, "k", Map.of("a", 1, "b", "x", "c", 0));
        lab.publishConfirmed(channel, exchange, "k", "still bound");
        Expect.equal("messages after five unbinds of what is not bound", 1, lab.depth(channel, queue));
        channel.queueUnbind(queue, exchange, "k", arguments);
        lab.publishConfirmed(channel, exchange, "k", "unbound");
        Expect.equal("messages after the right unbind", 1, lab.depth(channel, queue));
    }

    @Test
    @Rule("BIND-03")
    void unbindWithArgumentsLeavesABindingWithoutThem(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "fanout");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k");
        channel.queueUnbind(queue, exchange, "k", Map.of("a", 1));
        channel.queueUnbind(queue, exchange, "");
        lab.publishConfirmed(channel, exchange, "any", "still bound");
        Expect.equal("messages", 1, lab.depth(channel, queue));
        channel.queueUnbind(queue, exchange, "k");
        lab.publishConfirmed(channel, exchange, "any", "unbound");
        Expect.equal("messages after the right unbind", 1, lab.depth(channel, queue));
    }

    @Test
    @Rule("BIND-05")
    void unbindOfWhatIsMissingIsUnbindOk(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        String missing = lab.name("missing");
        unbindOk(channel, queue, exchange, "a missing binding");
        unbindOk(channel, missing, exchange, "a missing queue");
        unbindOk(channel, queue, missing, "a missing exchange");
        unbindOk(channel, missing, missing, "a missing queue and a missing exchange");
        lab.publishConfirmed(channel, "", queue, "the channel still works");
        Expect.equal("messages", 1, lab.depth(channel, queue));
    }

    private static void unbindOk(Channel channel, String queue, String exchange, String what) {
        Expect.that(
                Refusals.closeAfter(() -> channel.queueUnbind(queue, exchange, "k"))
                        .isEmpty(),
                "unbind-ok for " + what,
                () -> String.valueOf(channel.getCloseReason()));
    }
}
