package dev.touchstone.suite.cases.cc;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.Return;
import dev.touchstone.suite.lab.Confirms;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code basic.publish} with the headers CC and BCC. */
@Conformance
class SenderSelectedCases {
    private static final long PATIENCE_MILLIS = 10_000;

    @Test
    @Rule("CC-01")
    void ccAndBccAddRoutingKeysOnTheDefaultExchange(Lab lab) throws Exception {
        Channel channel = lab.channel();
        List<String> queues = queues(lab, channel, 5);
        publish(
                channel,
                "",
                queues.get(0),
                Map.of("CC", List.of(queues.get(1), queues.get(2)), "BCC", List.of(queues.get(3))));
        for (int i = 0; i < 4; i++) {
            Expect.equal("body", "m", lab.get(channel, queues.get(i)));
        }
        Expect.equal("copies in a queue that is not named", 0, lab.depth(channel, queues.get(4)));
    }

    @Test
    @Rule("CC-01")
    void ccAndBccAddRoutingKeysOnDirectAndTopicExchanges(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (String type : new String[] {"direct", "topic"}) {
            String exchange = lab.exchange(channel, type);
            List<String> queues = queues(lab, channel, 4);
            for (int i = 0; i < 4; i++) {
                channel.queueBind(queues.get(i), exchange, type.equals("topic") ? "k" + i + ".#" : "k" + i);
            }
            publish(channel, exchange, "k0", Map.of("CC", List.of("k1", "nobody"), "BCC", List.of("k2")));
            for (int i = 0; i < 4; i++) {
                Expect.equal(
                        "copies in the queue bound by k" + i + " to a " + type + " exchange",
                        i < 3 ? 1 : 0,
                        lab.depth(channel, queues.get(i)));
            }
        }
    }

    @Test
    @Rule("CC-02")
    void bccIsRemovedForAllReceiversAndCcStays(Lab lab) throws Exception {
        Channel channel = lab.channel();
        List<String> queues = queues(lab, channel, 3);
        Map<String, Object> sent = Map.of("CC", List.of(queues.get(1)), "BCC", List.of(queues.get(2)), "other", 1);
        publish(channel, "", queues.get(0), sent);
        for (String queue : queues) {
            Map<String, Object> headers = get(channel, queue).getProps().getHeaders();
            Expect.equal(
                    "names of headers",
                    "[CC, other]",
                    headers.keySet().stream().sorted().toList().toString());
            Expect.equal("header CC", List.of(queues.get(1)).toString(), String.valueOf(headers.get("CC")));
        }
    }

    @Test
    @Rule("CC-03")
    void theRoutingKeyIsAlwaysThatOfThePublish(Lab lab) throws Exception {
        Channel channel = lab.channel();
        List<String> queues = queues(lab, channel, 3);
        publish(channel, "", queues.get(0), Map.of("CC", List.of(queues.get(1)), "BCC", List.of(queues.get(2))));
        for (String queue : queues) {
            Expect.equal(
                    "routing key seen by " + queue,
                    queues.get(0),
                    get(channel, queue).getEnvelope().getRoutingKey());
        }
    }

    @Test
    @Rule("CC-04")
    void aQueueNamedSeveralTimesGetsOneCopy(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        publish(channel, "", queue, Map.of("CC", List.of(queue, queue), "BCC", List.of(queue)));
        Expect.equal("copies by key, CC and BCC", 1, lab.depth(channel, queue));
        channel.queuePurge(queue);
        String exchange = lab.exchange(channel, "topic");
        channel.queueBind(queue, exchange, "a.*");
        channel.queueBind(queue, exchange, "b.#");
        publish(channel, exchange, "a.x", Map.of("CC", List.of("b.x", "a.y"), "BCC", List.of("b")));
        Expect.equal("copies by keys of several bindings", 1, lab.depth(channel, queue));
    }

    @Test
    @Rule("CC-05")
    void ccOrBccThatIsNoArrayIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String queue = lab.queue(lab.channel(connection));
        for (String header : new String[] {"CC", "BCC"}) {
            for (Object value : new Object[] {queue, 5, Map.of("k", queue)}) {
                Channel channel = lab.channel(connection);
                AMQP.Channel.Close close = Refusals.expect(
                        "publish with " + header + "=" + value,
                        406,
                        "60.40",
                        () -> publish(channel, "", queue, Map.of(header, value)));
                lab.expectText("unacceptable_type_in_header", close.getReplyText());
                lab.expectText(header, close.getReplyText());
            }
        }
        Expect.equal("messages that got in", 0, lab.depth(lab.channel(connection), queue));
    }

    @Test
    @Rule("CC-05")
    void elementsThatAreNoStringsAreSkipped(Lab lab) throws Exception {
        Channel channel = lab.channel();
        List<String> queues = queues(lab, channel, 3);
        publish(
                channel,
                "",
                queues.get(0),
                Map.of(
                        "CC", Arrays.asList(5, queues.get(1), true, null, List.of("deep")),
                        "BCC", List.of(2.5, queues.get(2))));
        for (String queue : queues) {
            Expect.equal("copies in " + queue, 1, lab.depth(channel, queue));
        }
        Expect.equal("the channel is open", true, channel.isOpen());
    }

    @Test
    @Rule("CC-06")
    void aRouteByCcOrBccAloneIsARouteForMandatory(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Confirms confirms = lab.confirms(channel);
        String queue = lab.queue(channel);
        String nowhere = lab.name("nowhere");
        mandatory(channel, nowhere, Map.of("CC", List.of(queue)));
        mandatory(channel, nowhere, Map.of("BCC", List.of(queue)));
        for (long tag = 1; tag <= 2; ) {
            Confirms.Answer answer = confirms.next();
            Expect.that(answer instanceof Confirms.Ack, "acks and no return", answer::toString);
            tag = ((Confirms.Ack) answer).tag() + 1;
        }
        Expect.equal("messages", 2, lab.depth(channel, queue));
    }

    @Test
    @Rule("CC-06")
    void ifNothingRoutesTheReturnCarriesTheOriginalHeaders(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Confirms confirms = lab.confirms(channel);
        String nowhere = lab.name("nowhere");
        mandatory(channel, nowhere, Map.of("CC", List.of("no-1", "no-2"), "BCC", List.of("no-3"), "other", 1));
        Confirms.Answer answer = confirms.next();
        if (!(answer instanceof Confirms.Returned returned)) {
            throw new dev.touchstone.suite.lab.Finding("basic.return", answer.toString());
        }
        Return message = returned.message();
        Expect.equal("reply code", 312, message.getReplyCode());
        Expect.equal("routing key", nowhere, message.getRoutingKey());
        Map<String, Object> headers = message.getProperties().getHeaders();
        Expect.equal("header CC", "[no-1, no-2]", String.valueOf(headers.get("CC")));
        Expect.equal("header other", "1", String.valueOf(headers.get("other")));
    }

    private static List<String> queues(Lab lab, Channel channel, int count) throws IOException {
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            queues.add(lab.queue(channel));
        }
        return queues;
    }

    private static void publish(Channel channel, String exchange, String key, Map<String, Object> headers)
            throws Exception {
        channel.confirmSelect();
        channel.basicPublish(exchange, key, with(headers), "m".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(PATIENCE_MILLIS);
    }

    private static void mandatory(Channel channel, String key, Map<String, Object> headers) throws IOException {
        channel.basicPublish("", key, true, with(headers), "m".getBytes(StandardCharsets.UTF_8));
    }

    private static AMQP.BasicProperties with(Map<String, Object> headers) {
        return new AMQP.BasicProperties.Builder().headers(headers).build();
    }

    private static GetResponse get(Channel channel, String queue) throws IOException {
        return Expect.present("a message in " + queue, channel.basicGet(queue, true));
    }
}
