package dev.touchstone.suite.cases.policy;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Answers;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which policies apply to what, and what comes of them together with operator policies and arguments. */
@Conformance
@Needs({Capability.POLICIES, Capability.ADMIN, Capability.MANAGEMENT_HTTP, Capability.LENGTH_LIMITS})
class PolicyChoiceCases {
    @Test
    @Rule("POLICY-01")
    void aPolicyIsShownAsItWasPut(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        bench.policy("p")
                .put(Map.of("pattern", "^a", "definition", Map.of("max-length", 3)))
                .expect(201);
        Map<String, Object> shown = QueueBench.arguments(
                "vhost",
                bench.home(),
                "name",
                "p",
                "pattern",
                "^a",
                "apply-to",
                "all",
                "definition",
                Map.of("max-length", 3),
                "priority",
                0);
        bench.policy("p").get().expect(200).expectJson(shown);
        Map<String, Object> body = PolicyBench.body("^b", 7, "message-ttl", 5);
        for (String kind : List.of("queues", "exchanges", "all")) {
            body.put("apply-to", kind);
            bench.policy("p").put(body).expect(204);
            bench.policy("p").get().expectAt("/apply-to", kind).expectAt("/priority", 7);
        }
        bench.policy("p").get().expectAt("/pattern", "^b").expectAt("/definition", Map.of("message-ttl", 5));
    }

    @Test
    @Rule("POLICY-01")
    void aPatternIsFoundAnywhereInTheNameAndApplyToChoosesTheKind(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        String queue = bench.queues().queue("a-needle-here");
        String hay = bench.queues().queue("hay");
        String exchange = bench.queues().exchangeNamed("a-needle-there", "direct");
        Map<String, Object> body = PolicyBench.body("needle", 0, "max-length", 1);
        bench.policy("p").put(body).expect(201);
        bench.awaitQueue(queue, Map.of("policy", "p"));
        bench.awaitExchange(exchange, "p");
        body.put("apply-to", "exchanges");
        bench.policy("p").put(body).expect(204);
        bench.expectKept(queue, 2, 2);
        bench.awaitExchange(exchange, "p");
        body.put("apply-to", "queues");
        bench.policy("p").put(body).expect(204);
        bench.queues().awaitDepth(queue, 1);
        bench.awaitExchange(exchange, "");
        bench.expectKept(hay, 2, 2);
    }

    @Test
    @Rule({"POLICY-02", "POLICY-03"})
    void onlyTheMatchingPolicyOfHighestPriorityAppliesAndChangesAreFeltAtOnce(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        String queue = bench.queues().queue("q");
        bench.set("p1", "-q$", 0, "max-length", 3);
        bench.set("p2", "-q$", 5, "message-ttl", 60_000);
        bench.awaitQueue(queue, Map.of("policy", "p2", "effective_policy_definition", Map.of("message-ttl", 60_000)));
        bench.expectKept(queue, 5, 5);
        bench.policy("p2").delete().expect(204);
        bench.queues().awaitDepth(queue, 3);
        bench.set("p1", "-q$", 0, "max-length", 2);
        bench.queues().awaitDepth(queue, 2);
        bench.set("p1", "nothing", 0, "max-length", 1);
        bench.expectKept(queue, 3, 5);
        bench.set("p3", "-q$", -1, "max-length", 1);
        bench.queues().awaitDepth(queue, 1);
        Expect.equal("what is left", "m2", bench.queues().take(queue).text());
    }

    @Test
    @Rule("POLICY-04")
    void oneOfTwoPoliciesOfEqualPriorityApplies(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        String queue = bench.queues().queue("q");
        bench.set("p1", "-q$", 1, "max-length", 3);
        bench.set("p2", "-q$", 1, "message-ttl", 60_000);
        bench.http()
                .at("queues", bench.home(), queue)
                .await(
                        "one policy or the other",
                        shown ->
                                Set.of("p1", "p2").contains(shown.path("policy").asText()));
        lab.remarks().note("which of them is not specified");
    }

    @Test
    @Rule("POLICY-05")
    void theSmallerOfArgumentAndPolicyLimitsAQueue(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        bench.set("low", "-low", 0, "max-length", 2);
        bench.set("high", "-high", 0, "max-length", 50);
        bench.set("small", "-small", 0, "max-length-bytes", 4);
        bench.set("large", "-large", 0, "max-length-bytes", 4000);
        bench.expectKept(bench.queues().queue("low", "x-max-length", 50), 4, 2);
        bench.expectKept(bench.queues().queue("high", "x-max-length", 2), 4, 2);
        bench.expectKept(bench.queues().queue("small", "x-max-length-bytes", 4000), 4, 2);
        bench.expectKept(bench.queues().queue("large", "x-max-length-bytes", 4), 4, 2);
    }

    @Test
    @Rule("POLICY-05")
    @Needs({Capability.POLICIES, Capability.ADMIN, Capability.MANAGEMENT_HTTP, Capability.MESSAGE_TTL})
    void theSmallerOfArgumentAndPolicyIsTheTimeToLive(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        bench.set("low", "-low", 0, "message-ttl", 0);
        bench.set("high", "-high", 0, "message-ttl", 60_000);
        bench.set("brief", "-brief", 0, "expires", 300);
        bench.set("long", "-long", 0, "expires", 60_000);
        bench.expectKept(bench.queues().queue("low", "x-message-ttl", 60_000), 2, 0);
        bench.expectKept(bench.queues().queue("high", "x-message-ttl", 0), 2, 0);
        List<String> leased = List.of(
                bench.queues().queue("brief", "x-expires", 60_000),
                bench.queues().queue("long", "x-expires", 300));
        for (String queue : leased) {
            lab.await(
                    "the end of " + queue,
                    () -> bench.http().at("queues", bench.home(), queue).get().status() == 404);
        }
    }

    @Test
    @Rule("POLICY-05")
    @Needs({Capability.POLICIES, Capability.ADMIN, Capability.MANAGEMENT_HTTP, Capability.DEAD_LETTERING})
    void theArgumentsForDeadLettersAndOverflowWinOverThePolicy(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        QueueBench queues = bench.queues();
        String byArgument = queues.queue("by-argument");
        String byPolicy = queues.queue("by-policy");
        bench.set(
                "p",
                "-source",
                0,
                "dead-letter-exchange",
                "",
                "dead-letter-routing-key",
                byPolicy,
                "overflow",
                "drop-head");
        String source = queues.queue(
                "source",
                "x-dead-letter-exchange",
                "",
                "x-dead-letter-routing-key",
                byArgument,
                "x-overflow",
                "reject-publish",
                "x-max-length",
                1);
        String plain = queues.queue("plain-source");
        bench.awaitQueue(source, Map.of("policy", "p"));
        queues.enter(source, "dead");
        RawChannel publisher = queues.another();
        publisher.confirmSelect();
        publisher.publish(source, "one too many");
        publisher.expect("basic.nack");
        queues.reject(source);
        Expect.equal("the dead letter", "dead", queues.take(byArgument).text());
        Expect.equal("depth of the other", 0L, queues.channel().depth(byPolicy));
        bench.awaitQueue(plain, Map.of("policy", "p"));
        queues.rejectNew(plain, "by policy");
        Expect.equal("the dead letter", "by policy", queues.take(byPolicy).text());
    }

    @Test
    @Rule("POLICY-05")
    @Needs({Capability.POLICIES, Capability.ADMIN, Capability.MANAGEMENT_HTTP, Capability.ALTERNATE_EXCHANGE})
    void theArgumentForTheAlternateExchangeWinsOverThePolicy(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        QueueBench queues = bench.queues();
        bench.set("p", "^(x|plain)$", 0, "alternate-exchange", "amq.fanout");
        String byArgument = queues.bound("amq.topic", "#");
        String byPolicy = queues.bound("amq.fanout", "");
        queues.exchangeNamed("x", "direct", "alternate-exchange", "amq.topic");
        queues.exchangeNamed("plain", "direct");
        bench.awaitExchange("x", "p");
        bench.awaitExchange("plain", "p");
        queues.channel().publish("x", "k", new AMQP.BasicProperties(), "to the argument's");
        queues.channel().publish("plain", "k", new AMQP.BasicProperties(), "to the policy's");
        Expect.equal(
                "at the argument's",
                "to the argument's",
                queues.take(byArgument).text());
        Expect.equal("at the policy's", "to the policy's", queues.take(byPolicy).text());
        Expect.equal("more at the policy's", 0L, queues.channel().depth(byPolicy));
    }

    @Test
    @Rule({"POLICY-07", "POLICY-12"})
    void operatorAndUserPolicyMergeKeyByKeyWithTheSmallerValue(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        String queue = bench.queues().queue("q");
        bench.set("user", "-q$", 0, "max-length", 10, "overflow", "reject-publish");
        bench.setOperator("operator", "-q$", "max-length", 2);
        Map<String, Object> effective = Map.of("max-length", 2, "overflow", "reject-publish");
        bench.awaitQueue(
                queue,
                Map.of("policy", "user", "operator_policy", "operator", "effective_policy_definition", effective));
        RawChannel channel = bench.queues().another();
        channel.confirmSelect();
        for (int i = 0; i < 4; i++) {
            channel.publish(queue, "m" + i);
        }
        Answers answers = channel.answersTo(4);
        Expect.equal("acked", Set.of(1L, 2L), answers.acked());
        Expect.equal("nacked", Set.of(3L, 4L), answers.nacked());
    }

    @Test
    @Rule("POLICY-07")
    void theUserPolicyWinsWhereItsValueIsTheSmaller(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        String queue = bench.queues().queue("q");
        bench.set("user", "-q$", 0, "max-length", 2);
        bench.setOperator("operator", "-q$", "max-length", 20, "message-ttl", 60_000);
        bench.awaitQueue(queue, Map.of("effective_policy_definition", Map.of("max-length", 2, "message-ttl", 60_000)));
        bench.expectKept(queue, 4, 2);
        bench.policy("user").delete().expect(204);
        bench.expectKept(queue, 4, 6);
        bench.setOperator("operator", "-q$", "max-length", 1);
        bench.queues().awaitDepth(queue, 1);
    }

    @Test
    @Rule("POLICY-10")
    void exclusiveAndServerNamedQueuesHavePoliciesToo(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        bench.set("p", ".*", 0, "max-length", 1);
        RawChannel channel = bench.queues().channel();
        AMQP.Queue.Declare.Builder exclusive = new AMQP.Queue.Declare.Builder().exclusive(true);
        for (String name : List.of("", "exclusive")) {
            String queue = channel.call(exclusive.queue(name).build(), "queue.declare-ok")
                    .text("queue");
            bench.expectKept(queue, 3, 1);
        }
        String named = channel.declare("");
        bench.expectKept(named, 3, 1);
    }

    @Test
    @Rule("POLICY-11")
    void aPolicyMayNameWhatDoesNotExist(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        for (Object[] definition : List.of(
                new Object[] {"dead-letter-exchange", "nowhere", "dead-letter-routing-key", "k"},
                new Object[] {"alternate-exchange", "nowhere"})) {
            bench.policy(definition[0].toString())
                    .put(PolicyBench.body(".*", 0, definition))
                    .expect(201);
        }
        String queue = bench.queues().queue("q");
        bench.queues().rejectNew(queue, "to nowhere");
    }

    @Test
    @Rule("POLICY-12")
    void queuesAndExchangesShowTheirPolicies(Lab lab) {
        PolicyBench bench = PolicyBench.of(lab);
        String queue = bench.queues().queue("q");
        String exchange = bench.queues().exchangeNamed("x", "direct");
        bench.set("p", "(-q|^x)$", 0, "max-length", 5);
        bench.setOperator("o", "-q$", "expires", 60_000);
        bench.awaitQueue(
                queue,
                Map.of(
                        "policy",
                        "p",
                        "operator_policy",
                        "o",
                        "effective_policy_definition",
                        Map.of("max-length", 5, "expires", 60_000)));
        bench.awaitExchange(exchange, "p");
        Endpoint home = bench.queues().home();
        ManagementBench.Resource list = bench.http().at("queues", home.virtualHost());
        list.await(
                "the policy in the list",
                all -> all.path(0).path("policy").asText().equals("p"));
    }

    @Test
    @Rule("POLICY-13")
    void aPolicyIsOfItsVirtualHostOnly(Lab lab) {
        PolicyBench here = PolicyBench.of(lab);
        PolicyBench there = PolicyBench.of(lab);
        here.set("p", ".*", 0, "max-length", 1);
        there.set("p", ".*", 0, "max-length", 3);
        here.expectKept(here.queues().queue("q"), 4, 1);
        there.expectKept(there.queues().queue("q"), 4, 3);
        here.policy("p").delete().expect(204);
        there.policy("p").get().expect(200).expectAt("/vhost", there.home());
        there.expectKept(there.queues().queue("q2"), 4, 3);
    }
}
