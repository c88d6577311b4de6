package dev.touchstone.suite.cases.perm;

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
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which names an expression of a permission is about. */
@Conformance
@Needs(Capability.ADMIN)
class NamePatternCases {
    @Test
    @Rule("PERM-01")
    void anExpressionHoldsForEveryNameInWhichItIsFound(Lab lab) throws Exception {
        Connection connection = lab.connect(lab.user(new Permissions("needle", "needle", "needle")));
        Channel channel = lab.channel(connection);
        String queue = lab.name("a-needle-in-a-queue");
        String exchange = lab.name("a-needle-in-an-exchange");
        channel.queueDeclare(queue, false, false, false, Map.of());
        channel.exchangeDeclare(exchange, "direct");
        channel.queueBind(queue, exchange, "k");
        lab.publishConfirmed(channel, exchange, "k", "found");
        Expect.equal("the body behind these names", "found", lab.get(channel, queue));
        Refusals.expect(
                "a declare of a name without it",
                403,
                "50.10",
                () -> lab.channel(connection).queueDeclare(lab.name("hay"), false, false, false, Map.of()));
        channel.queueDelete(queue);
        channel.exchangeDelete(exchange);
    }

    @Test
    @Rule("PERM-01")
    void anEmptyExpressionIsFoundInNoName(Lab lab) throws Exception {
        Channel owner = lab.channel();
        String queue = lab.queue(owner);
        Connection connection = lab.connect(lab.user(Permissions.NONE));
        Refusals.expect(
                "a declare without permission to configure",
                403,
                "50.10",
                () -> lab.channel(connection).queueDeclare(lab.name("new"), false, false, false, Map.of()));
        Refusals.expect(
                "a get without permission to read",
                403,
                "60.70",
                () -> lab.channel(connection).basicGet(queue, true));
        Channel publisher = lab.channel(connection);
        Refusals.expectOfPublish("a publish without permission to write", publisher, "amq.direct", "k");
    }

    @Test
    @Rule("PERM-09")
    void theDefaultExchangeIsCheckedAsAmqDefault(Lab lab) throws Exception {
        Channel owner = lab.channel();
        String queue = lab.queue(owner);
        Connection connection = lab.connect(lab.user(new Permissions("", "^amq\\.default$", "")));
        Channel channel = lab.channel(connection);
        channel.confirmSelect();
        channel.basicPublish(
                "", queue, new AMQP.BasicProperties(), "by the default exchange".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        Expect.equal("the body in the queue", "by the default exchange", lab.get(owner, queue));
        Refusals.expectOfPublish("a publish to another exchange", channel, "amq.direct", "k");
    }
}
