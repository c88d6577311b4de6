package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pipelining on one channel: everything in order, replies too. */
@Conformance
class ChannelOrderCases {
    @Test
    @Rule("CHAN-16")
    void repliesToPipelinedDeclaresComeInTheOrderOfTheRequests(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        List<String> queues =
                IntStream.range(0, 20).mapToObj(i -> lab.name("q")).toList();
        for (String queue : queues) {
            dialogue.probe()
                    .send(1, new AMQP.Queue.Declare.Builder().queue(queue).build());
        }
        for (String queue : queues) {
            Expect.equal(
                    "queue of this reply",
                    queue,
                    dialogue.expect(1, "queue.declare-ok").text("queue"));
        }
    }

    @Test
    @Rule("CHAN-16")
    void pipelinedMethodsOfDifferentClassesActAndAnswerInOrder(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("q");
        String exchange = lab.name("x");
        AMQP.Queue.Bind bind = new AMQP.Queue.Bind.Builder()
                .queue(queue)
                .exchange(exchange)
                .routingKey("k")
                .build();
        dialogue.probe()
                .send(1, new AMQP.Queue.Declare.Builder().queue(queue).build())
                .send(1, new AMQP.Exchange.Declare.Builder().exchange(exchange).build())
                .publish(1, exchange, "k", (byte) '0')
                .send(1, bind)
                .publish(1, exchange, "k", (byte) '1')
                .publish(1, exchange, "k", (byte) '2')
                .send(1, new AMQP.Basic.Get.Builder().queue(queue).noAck().build())
                .send(1, new AMQP.Queue.Purge.Builder().queue(queue).build())
                .send(1, new AMQP.Basic.Get.Builder().queue(queue).noAck().build())
                .send(1, new AMQP.Queue.Delete.Builder().queue(queue).build())
                .send(1, new AMQP.Exchange.Delete.Builder().exchange(exchange).build());
        dialogue.expect(1, "queue.declare-ok");
        dialogue.expect(1, "exchange.declare-ok");
        dialogue.expect(1, "queue.bind-ok");
        dialogue.expect(1, "basic.get-ok");
        Expect.equal(
                "first message behind the bind",
                new byte[] {'1'},
                dialogue.expectContent(1).body());
        Expect.equal("purged", 1L, dialogue.expect(1, "queue.purge-ok").number("message-count"));
        dialogue.expect(1, "basic.get-empty");
        Expect.equal(
                "deleted with the queue",
                0L,
                dialogue.expect(1, "queue.delete-ok").number("message-count"));
        dialogue.expect(1, "exchange.delete-ok");
        dialogue.barrier(1);
    }
}
