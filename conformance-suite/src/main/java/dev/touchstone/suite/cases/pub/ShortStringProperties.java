package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Short strings of 0, 1, 127, 128, 254 and 255 octets, in characters of one to four octets, wherever a short string may stand. */
@AddLifecycleHook(LabHook.class)
class ShortStringProperties {
    private static final int LONGEST = 255;

    /** What is generated; names are the ends of names, so that they meet nobody else's. */
    record Strings(List<String> nameEnd, String key, String tag, String text, String headerName) {}

    @Property(tries = 30)
    @Rule({"QUEUE-23", "EXCH-15", "EXCH-DIRECT-01", "CONS-01", "PUB-11"})
    void shortStringsOfEveryLengthComeThroughWhole(@ForAll("strings") Strings strings, QueueBench bench, Lab lab) {
        RawChannel channel = bench.channel();
        String queue = longest(lab.name("q"), strings.nameEnd);
        String exchange = longest(lab.name("x"), strings.nameEnd);
        MethodFields declared = channel.call(
                new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        Expect.equal("name of the queue", queue, declared.text("queue"));
        channel.call(
                new AMQP.Exchange.Declare.Builder()
                        .exchange(exchange)
                        .type("direct")
                        .autoDelete(true)
                        .build(),
                "exchange.declare-ok");
        bench.bind(queue, exchange, strings.key);
        AMQP.Basic.Consume consume = new AMQP.Basic.Consume.Builder()
                .queue(queue)
                .consumerTag(strings.tag)
                .noAck(true)
                .build();
        Expect.equal(
                "consumer tag",
                strings.tag,
                channel.call(consume, "basic.consume-ok").text("consumer-tag"));
        channel.publish(exchange, strings.key, properties(strings), "body");
        expectDelivery(channel.deliver(), exchange, strings);
        channel.cancel(strings.tag);
        channel.deleteQueue(queue);
    }

    private static void expectDelivery(RawChannel.Message message, String exchange, Strings strings) {
        Expect.equal("exchange of the delivery", exchange, message.method().text("exchange"));
        Expect.equal("key of the delivery", strings.key, message.method().text("routing-key"));
        Expect.equal("tag of the delivery", strings.tag, message.consumer());
        for (String name :
                List.of("content-type", "content-encoding", "correlation-id", "message-id", "type", "app-id")) {
            Expect.equal(
                    name,
                    strings.text,
                    String.valueOf(message.properties().values().get(name)));
        }
        Expect.equal(
                "name of the header",
                List.of(strings.headerName),
                message.properties().headers().entries().stream()
                        .map(entry -> entry.name())
                        .toList());
    }

    private static AMQP.BasicProperties properties(Strings strings) {
        return new AMQP.BasicProperties.Builder()
                .contentType(strings.text)
                .contentEncoding(strings.text)
                .correlationId(strings.text)
                .messageId(strings.text)
                .type(strings.text)
                .appId(strings.text)
                .headers(Map.of(strings.headerName, 1))
                .build();
    }

    private static String longest(String start, List<String> end) {
        return start + Boundary.text(LONGEST - start.getBytes(StandardCharsets.UTF_8).length, end);
    }

    @Provide
    Arbitrary<Strings> strings() {
        Arbitrary<List<String>> ends =
                Arbitraries.of("a", "é", "日", "😀").list().ofMinSize(1).ofMaxSize(40);
        return Combinators.combine(ends, Boundary.texts(0), Boundary.texts(1), Boundary.texts(0), Boundary.texts(1))
                .as(Strings::new);
    }
}
