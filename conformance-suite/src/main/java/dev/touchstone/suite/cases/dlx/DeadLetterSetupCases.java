package dev.touchstone.suite.cases.dlx;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may give a queue a dead letter exchange, and which of two settings counts. */
@Conformance
@Needs(Capability.DEAD_LETTERING)
class DeadLetterSetupCases {
    private static final String DLX = "x-dead-letter-exchange";
    private static final String KEY = "x-dead-letter-routing-key";

    @Test
    @Rule({"DLX-01", "DLX-03"})
    void settingsThatAreNoNamesAreRefused(Lab lab) {
        Connection connection = lab.connect();
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of(DLX, 5), Map.of(DLX, true), Map.of(KEY, "key"), Map.of(DLX, "", KEY, 5))) {
            Channel channel = lab.channel(connection);
            Refusals.expect(
                    "queue.declare with " + bad,
                    406,
                    "50.10",
                    () -> channel.queueDeclare(lab.name("bad"), false, true, false, bad));
        }
    }

    @Test
    @Rule("DLX-18")
    @Needs(Capability.POLICIES)
    void argumentsBeatThePolicy(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        String byArgument = bench.exchange("direct");
        String byPolicy = bench.exchange("direct");
        bench.policy("mortal", "dead-letter-exchange", byPolicy, "dead-letter-routing-key", "policy");
        expectLetter(bench, byArgument, "argument", DLX, byArgument, KEY, "argument");
        expectLetter(bench, byArgument, "policy", DLX, byArgument);
        expectLetter(bench, byPolicy, "policy");
    }

    private static void expectLetter(QueueBench bench, String exchange, String key, Object... arguments) {
        String box = bench.bound(exchange, key);
        bench.rejectNew(bench.queue("mortal", arguments), "m");
        MethodFields letter = bench.take(box).method();
        Expect.equal("exchange of the letter", exchange, letter.text("exchange"));
        Expect.equal("key of the letter", key, letter.text("routing-key"));
    }

    @Test
    @Rule("DLX-19")
    @Needs(Capability.ADMIN)
    void aDeclareWithADeadLetterExchangeAsksForThreePermissions(Lab lab) {
        for (Permissions lacking : List.of(
                new Permissions("^$", ".*", ".*"),
                new Permissions(".*", ".*-other$", ".*"),
                new Permissions(".*", ".*", ".*-other$"))) {
            RawChannel channel = RawChannel.open(lab, lab.user(lacking));
            MethodFields close = declareRefused(channel, lab.name("q"), lab.name("dlx"));
            lab.expectText("refused for user", close.text("reply-text"));
        }
        RawChannel allowed = RawChannel.open(lab, lab.user(new Permissions(".*-q$", ".*-dlx$", ".*-q$")));
        allowed.declare(lab.name("q"), false, Map.of(DLX, lab.name("dlx")));
    }

    private static MethodFields declareRefused(RawChannel channel, String queue, String exchange) {
        channel.send(new AMQP.Queue.Declare.Builder()
                .queue(queue)
                .arguments(Map.of(DLX, exchange))
                .build());
        return channel.expectChannelClose(403, 50, 10);
    }

    @Test
    @Rule("DLX-19")
    @Needs(Capability.ADMIN)
    void deathsAreNotCheckedForPermissions(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchangeNamed(lab.name("dlx"), "fanout");
        String box = bench.bound(dlx, "");
        Endpoint user = lab.user(Permissions.ALL);
        String queue = lab.name("q");
        RawChannel.open(lab, user).declare(queue, false, Map.of(DLX, dlx));
        bench.enter(queue, "m");
        lab.admin().setPermissions(user.user(), user.virtualHost(), new Permissions("", "", ".*"));
        RawChannel reader = RawChannel.open(lab, user);
        reader.reject(reader.get(queue).tag(), false);
        Expect.equal("the letter", "m", bench.take(box).text());
    }
}
