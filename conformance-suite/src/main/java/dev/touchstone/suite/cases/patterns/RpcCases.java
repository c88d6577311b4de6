package dev.touchstone.suite.cases.patterns;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pattern "RPC": a server answers questions; question and answer are matched by correlation-id. */
@Conformance
class RpcCases {
    @Test
    @Rule({"PUB-02", "PUB-11", "QUEUE-02", "QUEUE-10", "QOS-01", "ACK-01"})
    void answersThroughACallbackQueueFindTheirQuestions(Lab lab) throws Exception {
        Channel client = lab.channel();
        String callback = client.queueDeclare().getQueue();
        askAndExpectAnswers(lab, client, callback, lab.consume(client, callback, true));
    }

    @Test
    @Rule({"RPC-03", "RPC-01", "RPC-02", "PUB-02", "PUB-11"})
    void answersThroughDirectReplyToFindTheirQuestions(Lab lab) throws Exception {
        Channel client = lab.channel();
        String callback = "amq.rabbitmq.reply-to";
        askAndExpectAnswers(lab, client, callback, lab.consume(client, callback, true));
    }

    private static void askAndExpectAnswers(Lab lab, Channel client, String callback, Inbox answers)
            throws IOException {
        Channel server = lab.channel();
        String questions = lab.queue(server);
        Inbox asked = lab.consume(server, questions, false);
        for (int n : new int[] {10, 20, 30}) {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .correlationId("fib-" + n)
                    .replyTo(callback)
                    .build();
            client.basicPublish("", questions, properties, Integer.toString(n).getBytes(StandardCharsets.UTF_8));
        }
        List<Delivery> open = asked.take(3);
        for (int i = 2; i >= 0; i--) {
            answer(server, open.get(i));
        }
        Map<String, String> found = new TreeMap<>();
        for (Delivery answer : answers.take(3)) {
            found.put(answer.getProperties().getCorrelationId(), Inbox.text(answer));
        }
        Expect.equal("answers by correlation-id", Map.of("fib-10", "55", "fib-20", "6765", "fib-30", "832040"), found);
        answers.expectNothing();
    }

    private static void answer(Channel server, Delivery question) throws IOException {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .correlationId(question.getProperties().getCorrelationId())
                .build();
        String result = Long.toString(fibonacci(Integer.parseInt(Inbox.text(question))));
        server.basicPublish(
                "", question.getProperties().getReplyTo(), properties, result.getBytes(StandardCharsets.UTF_8));
        server.basicAck(question.getEnvelope().getDeliveryTag(), false);
    }

    private static long fibonacci(int n) {
        long previous = 0;
        long current = 1;
        for (int i = 1; i < n; i++) {
            long next = previous + current;
            previous = current;
            current = next;
        }
        return current;
    }
}
