package dev.touchstone.suite.cases.bind;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code queue.bind}. */
@Conformance
class QueueBindCases {
    @Test
    @Rule("BIND-01")
    void theSameBindingTwiceIsOne(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        for (Map<String, Object> arguments : List.<Map<String, Object>>of(Map.of(), Map.of("a", 1))) {
            channel.queueBind(queue, exchange, "k", arguments);
            channel.queueBind(queue, exchange, "k", arguments);
            lab.publishConfirmed(channel, exchange, "k", "once");
            Expect.equal("copies of one message", 1, lab.depth(channel, queue));
            channel.queueUnbind(queue, exchange, "k", arguments);
            lab.publishConfirmed(channel, exchange, "k", "unbound");
            Expect.equal(
                    "messages after a single unbind",
                    1,
                    channel.queuePurge(queue).getMessageCount());
        }
    }

    @Test
    @Rule("BIND-01")
    void manyKeysThatMatchStillGiveOneCopy(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "topic");
        String queue = lab.queue(channel);
        for (String key : new String[] {"a.b", "a.*", "#"}) {
            channel.queueBind(queue, exchange, key);
            channel.queueBind(queue, exchange, key);
        }
        lab.publishConfirmed(channel, exchange, "a.b", "once");
        Expect.equal("copies of one message", 1, lab.depth(channel, queue));
    }

    @Test
    @Rule("BIND-02")
    void bindingsThatDifferInArgumentsGiveOneCopy(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k", Map.of());
        channel.queueBind(queue, exchange, "k", Map.of("a", 1));
        lab.publishConfirmed(channel, exchange, "k", "once");
        Expect.equal("copies of one message", 1, lab.depth(channel, queue));
        channel.queueUnbind(queue, exchange, "k", Map.of());
        lab.publishConfirmed(channel, exchange, "k", "by the other binding");
        Expect.equal("messages while one of two bindings is left", 2, lab.depth(channel, queue));
        channel.queueUnbind(queue, exchange, "k", Map.of("a", 1));
        lab.publishConfirmed(channel, exchange, "k", "by none");
        Expect.equal("messages once both bindings are gone", 2, lab.depth(channel, queue));
    }

    @Test
    @Rule({"BIND-02", "BIND-01"})
    @Needs(Capability.OBJECT_LISTS)
    void bindingsThatDifferInArgumentsAreListedApart(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k", Map.of());
        channel.queueBind(queue, exchange, "k", Map.of("a", 1));
        channel.queueBind(queue, exchange, "k", Map.of("a", 1));
        lab.await("two bindings of " + queue + " listed, with arguments {} and {a=1}", () -> {
            List<String> arguments = lab.admin().bindings(lab.endpoint().virtualHost()).stream()
                    .filter(binding -> binding.source().equals(exchange)
                            && binding.destination().equals(queue))
                    .map(binding -> binding.arguments().toString())
                    .sorted()
                    .toList();
            return arguments.equals(List.of("{a=1}", "{}"));
        });
    }

    @Test
    @Rule("BIND-04")
    void bindOfAMissingQueueIs404(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        String exchange = lab.exchange(channel, "direct");
        AMQP.Channel.Close close = Refusals.expect(
                "bind of a missing queue", 404, "50.20", () -> channel.queueBind(missing, exchange, "k"));
        lab.expectText("no queue '" + missing + "' in vhost", close.getReplyText());
    }

    @Test
    @Rule("BIND-04")
    void bindToAMissingExchangeIs404ThatNamesItEvenIfTheQueueIsMissingToo(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String exchange = lab.name("missing-exchange");
        String queue = lab.queue(lab.channel(connection));
        for (String bound : new String[] {queue, lab.name("missing-queue")}) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "bind of " + bound + " to a missing exchange",
                    404,
                    "50.20",
                    () -> channel.queueBind(bound, exchange, "k"));
            lab.expectText("no exchange '" + exchange + "' in vhost", close.getReplyText());
        }
    }

    @Test
    @Rule("BIND-06")
    void theDefaultExchangeCannotBeBound(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel binding = lab.channel(connection);
        Channel unbinding = lab.channel(connection);
        String queue = lab.queue(lab.channel(connection));
        AMQP.Channel.Close bind = Refusals.expect("bind to ''", 403, "50.20", () -> binding.queueBind(queue, "", "k"));
        lab.expectText("operation not permitted on the default exchange", bind.getReplyText());
        AMQP.Channel.Close unbind =
                Refusals.expect("unbind from ''", 403, "50.50", () -> unbinding.queueUnbind(queue, "", queue));
        lab.expectText("operation not permitted on the default exchange", unbind.getReplyText());
        Channel channel = lab.channel(connection);
        lab.publishConfirmed(channel, "", queue, "still routed by the implicit binding");
        Expect.equal("messages", 1, lab.depth(channel, queue));
    }
}
