package dev.touchstone.suite.cases.returns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.TargetAdmin;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as a route of a mandatory message, and what does not. */
@Conformance
class ReturnRouteCases {
    private static final AMQP.BasicProperties EMPTY = new AMQP.BasicProperties();

    @Test
    @Rule("RETURN-01")
    void aRouteThroughTheCcHeaderIsARoute(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        AMQP.BasicProperties copied =
                EMPTY.builder().headers(Map.of("CC", List.of(queue))).build();
        channel.publishMandatory("", lab.name("missing"), copied, "by copy");
        channel.quiet(queue);
        Expect.equal("messages in the queue", 1L, channel.depth(queue));
    }

    @Test
    @Rule("RETURN-01")
    void aRouteThroughABoundExchangeIsARouteOnlyIfItEndsInAQueue(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String source = declare(channel, lab.name("source"), Map.of());
        String destination = declare(channel, lab.name("destination"), Map.of());
        AMQP.Exchange.Bind bind = new AMQP.Exchange.Bind.Builder()
                .source(source)
                .destination(destination)
                .build();
        channel.call(bind, "exchange.bind-ok");
        channel.publishMandatory(source, "", EMPTY, "no queue yet");
        Expect.equal(
                "exchange of the return",
                source,
                channel.expectReturn().method().text("exchange"));
        String queue = channel.declare(lab.name("q"));
        channel.call(
                new AMQP.Queue.Bind.Builder().queue(queue).exchange(destination).build(), "queue.bind-ok");
        channel.publishMandatory(source, "", EMPTY, "through");
        channel.quiet(queue);
        Expect.equal("messages in the queue", 1L, channel.depth(queue));
    }

    @Test
    @Rule("RETURN-01")
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void aRouteThroughAnAlternateExchangeIsARouteOnlyIfItEndsInAQueue(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String alternate = declare(channel, lab.name("alternate"), Map.of());
        String exchange = declare(channel, lab.name("first"), Map.of("alternate-exchange", alternate));
        channel.publishMandatory(exchange, "", EMPTY, "no queue yet");
        Expect.equal(
                "exchange of the return",
                exchange,
                channel.expectReturn().method().text("exchange"));
        String queue = channel.declare(lab.name("q"));
        channel.call(
                new AMQP.Queue.Bind.Builder().queue(queue).exchange(alternate).build(), "queue.bind-ok");
        channel.publishMandatory(exchange, "", EMPTY, "through");
        channel.quiet(queue);
        Expect.equal("messages in the queue", 1L, channel.depth(queue));
    }

    @Test
    @Rule("RETURN-07")
    @Needs(Capability.LENGTH_LIMITS)
    void aMessageThatAFullQueueRefusesIsNackedAndNotReturned(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String full =
                channel.declare(lab.name("full"), false, Map.of("x-max-length", 0, "x-overflow", "reject-publish"));
        channel.confirmSelect();
        channel.publishMandatory("", full, EMPTY, "refused");
        MethodFields nack = channel.expect("basic.nack");
        Expect.equal("number of the nack", 1L, nack.number("delivery-tag"));
        channel.quiet(full);
    }

    @Test
    @Rule("RETURN-08")
    @Needs(Capability.MESSAGE_TTL)
    void aQueueWithoutConsumerAndTimeToLiveZeroIsARoute(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"), false, Map.of("x-message-ttl", 0));
        channel.confirmSelect();
        channel.publishMandatory("", queue, EMPTY, "expires on arrival");
        Expect.equal("acked publishes", Set.of(1L), channel.answersTo(1).acked());
        channel.quiet(queue);
        Expect.equal("messages in the queue", 0L, channel.depth(queue));
    }

    @Test
    @Rule("RETURN-09")
    void aMandatoryReplyToADirectReplyConsumerIsReturnedAlthoughDelivered(Lab lab) {
        RawChannel client = RawChannel.open(lab);
        RawChannel server = RawChannel.open(lab);
        String requests = server.declare(lab.name("requests"));
        client.consume("amq.rabbitmq.reply-to", "replies", true, Map.of());
        client.publish(
                "", requests, EMPTY.builder().replyTo("amq.rabbitmq.reply-to").build(), "ask");
        server.consume(requests, "server", true, Map.of());
        String address = (String) Expect.present(
                "reply-to of the request",
                server.deliver().properties().values().get("reply-to"));
        server.publishMandatory("", address, EMPTY, "answer");
        if (lab.isProfile("rabbitmq-4")) {
            lab.remarks().note("returned up to 4.1, not from 4.2: not judged on this profile");
        } else {
            RawChannel.Message back = server.expectReturn();
            Expect.equal("reply code", 312L, back.method().number("reply-code"));
            Expect.equal("routing key of the return", address, back.method().text("routing-key"));
        }
        Expect.equal("reply", "answer", client.deliver().text());
    }

    @Test
    @Rule("RETURN-03")
    @Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
    void aDroppedMessageIsCountedAsUnroutable(Lab lab) {
        TargetAdmin admin = lab.admin();
        if (!(admin instanceof HttpAdmin http)) {
            throw new UnsupportedByTarget(Capability.MANAGEMENT_HTTP);
        }
        Endpoint own = lab.freshVirtualHost();
        RawChannel channel = new RawChannel(
                lab.dial(own)
                        .open(lab.handshake().withVirtualHost(own.virtualHost()))
                        .openChannel(1),
                1);
        for (int i = 0; i < 3; i++) {
            channel.publish("amq.direct", "nobody", EMPTY, "dropped");
        }
        channel.barrier();
        lab.await(
                "drop_unroutable = 3 in the statistics of the virtual host",
                Duration.ofMillis(300),
                () -> dropped(http.http(), own.virtualHost()) == 3);
    }

    private static int dropped(ManagementClient http, String virtualHost) throws JsonProcessingException {
        String path = "/api/vhosts/" + URLEncoder.encode(virtualHost, StandardCharsets.UTF_8);
        String body = http.send("GET", path, "", Map.of()).orFail(200);
        return new ObjectMapper()
                .readTree(body)
                .path("message_stats")
                .path("drop_unroutable")
                .asInt();
    }

    private static String declare(RawChannel channel, String exchange, Map<String, Object> arguments) {
        AMQP.Exchange.Declare declare = new AMQP.Exchange.Declare.Builder()
                .exchange(exchange)
                .type("fanout")
                .arguments(arguments)
                .build();
        channel.call(declare, "exchange.declare-ok");
        return exchange;
    }
}
