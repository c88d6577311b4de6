package dev.touchstone.suite.cases.cons;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code basic.consume}: tags, exclusive consumers, missing queues, no-local. */
@Conformance
class ConsumeCases {
    @Test
    @Rule("CONS-01")
    void consumeOkRepeatsTheTagThatTheClientChose(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        MethodFields ok = channel.call(consume(queue, "my tag", false), "basic.consume-ok");
        Expect.equal("consumer tag", "my tag", ok.text("consumer-tag"));
        channel.publish(queue, "one");
        Expect.equal("consumer tag of the delivery", "my tag", channel.deliver().consumer());
    }

    @Test
    @Rule("CONS-01")
    void anEmptyTagGetsOneMadeByTheServer(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        String first =
                channel.call(consume(queue, "", false), "basic.consume-ok").text("consumer-tag");
        String second =
                channel.call(consume(queue, "", false), "basic.consume-ok").text("consumer-tag");
        for (String tag : List.of(first, second)) {
            Expect.that(
                    tag.matches("amq\\.ctag-[A-Za-z0-9_-]{22}"),
                    "a consumer tag of amq.ctag- and 22 characters",
                    () -> "'" + tag + "'");
        }
        Expect.that(!first.equals(second), "two different tags", () -> first + " twice");
    }

    @Test
    @Rule("CONS-02")
    void theSameTagTwiceOnOneChannelClosesTheConnection(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "twin");
        channel.send(consume(queue, "twin", false));
        MethodFields close = channel.expectConnectionClose(530, 60, 20);
        lab.expectText("attempt to reuse consumer tag 'twin'", close.text("reply-text"));
    }

    @Test
    @Rule("CONS-02")
    void aTagIsFreeOnAnotherChannelAndAfterCancel(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "twin");
        RawChannel other = channel.another(2);
        other.consume(queue, "twin");
        channel.cancel("twin");
        channel.consume(queue, "twin");
        channel.barrier();
        other.barrier();
    }

    @Test
    @Rule("CONS-03")
    void consumingFromAMissingQueueIs404(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String missing = lab.name("missing");
        MethodFields close = channel.send(consume(missing, "c", false)).expectChannelClose(404, 60, 20);
        lab.expectText("no queue '" + missing + "' in vhost", close.text("reply-text"));
    }

    @Test
    @Rule("CONS-04")
    void exclusiveIsRefusedWhileAnotherConsumerExists(Lab lab) {
        RawChannel holder = RawChannel.open(lab);
        String queue = holder.declare(lab.name("q"));
        holder.consume(queue, "plain");
        RawChannel late = holder.another(2);
        MethodFields close = late.send(consume(queue, "alone", true)).expectChannelClose(403, 60, 20);
        lab.expectText("in exclusive use", close.text("reply-text"));
        holder.publish(queue, "one");
        Expect.equal("body at the first consumer", "one", holder.deliver().text());
    }

    @Test
    @Rule("CONS-04")
    void anyConsumeIsRefusedWhileAnExclusiveConsumerExists(Lab lab) {
        RawChannel holder = RawChannel.open(lab);
        String queue = holder.declare(lab.name("q"));
        holder.call(consume(queue, "alone", true), "basic.consume-ok");
        RawChannel late = RawChannel.open(lab);
        for (boolean exclusive : List.of(false, true)) {
            MethodFields close = late.send(consume(queue, "late", exclusive)).expectChannelClose(403, 60, 20);
            lab.expectText("in exclusive use", close.text("reply-text"));
            late.reopen();
        }
        holder.cancel("alone");
        late.call(consume(queue, "now", true), "basic.consume-ok");
    }

    @Test
    @Rule("CONS-04")
    void getStaysPossibleBesideAnExclusiveConsumer(Lab lab) {
        RawChannel holder = RawChannel.open(lab);
        String queue = holder.declare(lab.name("q"));
        holder.qos(1, false);
        holder.call(consume(queue, "alone", true), "basic.consume-ok");
        holder.publish(queue, "one");
        holder.deliver();
        RawChannel getter = RawChannel.open(lab);
        getter.fill(lab, queue, "two");
        Expect.equal("body", "two", getter.get(queue, true).text());
        getter.expectEmpty(queue);
    }

    @Test
    @Rule("CONS-05")
    void noLocalIsAcceptedAndIgnored(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        AMQP.Basic.Consume noLocal = new AMQP.Basic.Consume.Builder()
                .queue(queue)
                .consumerTag("c")
                .noLocal(true)
                .build();
        channel.call(noLocal, "basic.consume-ok");
        channel.publish(queue, "my own");
        Expect.equal("body", "my own", channel.deliver().text());
    }

    private static AMQP.Basic.Consume consume(String queue, String tag, boolean exclusive) {
        return new AMQP.Basic.Consume.Builder()
                .queue(queue)
                .consumerTag(tag)
                .exclusive(exclusive)
                .build();
    }
}
