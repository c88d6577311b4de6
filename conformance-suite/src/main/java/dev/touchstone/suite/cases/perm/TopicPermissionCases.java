package dev.touchstone.suite.cases.perm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import org.junit.jupiter.api.Test;

/** Permissions on the routing keys of topic exchanges. */
@Conformance
@Needs(Capability.ADMIN)
class TopicPermissionCases {
    @Test
    @Rule("PERM-14")
    void routingKeysOfATopicExchangeAreCheckedForWrite(Lab lab) throws Exception {
        Endpoint user = lab.user(Permissions.ALL);
        lab.admin().setTopicPermissions(user.user(), user.virtualHost(), "amq.topic", "^mine\\.", "^yours\\.");
        Connection connection = lab.connect(user);
        lab.publishConfirmed(lab.channel(connection), "amq.topic", "mine.a", "allowed");
        Channel refused = lab.channel(connection);
        AMQP.Channel.Close close = Refusals.expectOfPublish("a publish with yours.a", refused, "amq.topic", "yours.a");
        lab.expectText("access to topic 'yours.a' in exchange 'amq.topic'", close.getReplyText());
        lab.publishConfirmed(lab.channel(connection), "amq.direct", "yours.a", "no topic exchange");
        String other = lab.name("topic");
        Channel channel = lab.channel(connection);
        channel.exchangeDeclare(other, "topic");
        lab.publishConfirmed(channel, other, "yours.a", "no record");
    }

    @Test
    @Rule("PERM-14")
    void bindingKeysOfATopicExchangeAreCheckedForRead(Lab lab) throws Exception {
        Endpoint user = lab.user(Permissions.ALL);
        lab.admin().setTopicPermissions(user.user(), user.virtualHost(), "amq.topic", "^mine\\.", "^yours\\.");
        Connection connection = lab.connect(user);
        Channel channel = lab.channel(connection);
        String queue = lab.queue(channel);
        channel.queueBind(queue, "amq.topic", "yours.#");
        channel.queueBind(queue, "amq.direct", "mine.a");
        AMQP.Channel.Close close = Refusals.expect(
                "a binding with mine.#",
                403,
                "50.20",
                () -> lab.channel(connection).queueBind(queue, "amq.topic", "mine.#"));
        lab.expectText("access to topic 'mine.#' in exchange 'amq.topic'", close.getReplyText());
    }

    @Test
    @Rule("PERM-15")
    void userAndVirtualHostStandForThemselvesInATopicPermission(Lab lab) throws Exception {
        Endpoint user = lab.user(Permissions.ALL);
        String pattern = "^{username}-{vhost}\\.";
        lab.admin().setTopicPermissions(user.user(), user.virtualHost(), "amq.topic", pattern, pattern);
        Connection connection = lab.connect(user);
        String own = user.user() + "-" + user.virtualHost() + ".";
        Channel channel = lab.channel(connection);
        lab.publishConfirmed(channel, "amq.topic", own + "a", "own");
        String queue = lab.queue(channel);
        channel.queueBind(queue, "amq.topic", own + "#");
        for (String key : new String[] {"{username}-{vhost}.a", "guest-" + user.virtualHost() + ".a", "a"}) {
            Channel refused = lab.channel(connection);
            Refusals.expectOfPublish("a publish with " + key, refused, "amq.topic", key);
        }
    }
}
