package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Properties that the broker reads: user-id, delivery-mode, expiration. */
@Conformance
class CheckedPropertyCases {
    @Test
    @Rule("PUB-05")
    void aForeignUserIdIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String user = lab.endpoint().user();
        String queue = lab.queue(lab.channel(connection));
        for (String claimed : new String[] {"somebody-else", user + "x", ""}) {
            AMQP.Channel.Close close = refused(lab, connection, queue, "user-id=" + claimed, userId(claimed));
            lab.expectText(
                    "user_id property set to '" + claimed + "' but authenticated user was '" + user + "'",
                    close.getReplyText());
        }
        accepted(lab, connection, queue, userId(user));
    }

    @Test
    @Rule("PUB-05")
    @Needs(Capability.ADMIN)
    void anAdministratorIsNoImpersonator(Lab lab) throws Exception {
        Endpoint administrator = lab.user(TargetAdmin.Permissions.ALL, "administrator");
        Connection connection = lab.connect(administrator);
        String queue = lab.queue(lab.channel(connection));
        refused(
                lab,
                connection,
                queue,
                "user-id of another user",
                userId(lab.endpoint().user()));
    }

    @Test
    @Rule("PUB-05")
    @Needs(Capability.ADMIN)
    void anImpersonatorMayClaimAnyUserId(Lab lab) throws Exception {
        Endpoint impersonator = lab.user(TargetAdmin.Permissions.ALL, "impersonator");
        Connection connection = lab.connect(impersonator);
        String queue = lab.queue(lab.channel(connection));
        accepted(lab, connection, queue, userId("somebody-else"));
        Expect.equal(
                "user-id delivered",
                "somebody-else",
                Expect.present("a message", lab.channel(connection).basicGet(queue, true))
                        .getProps()
                        .getUserId());
    }

    @Test
    @Rule("PUB-06")
    void deliveryModesOneAndTwoAreAcceptedAndOthersAre406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String queue = lab.queue(lab.channel(connection));
        accepted(lab, connection, queue, mode(1));
        accepted(lab, connection, queue, mode(2));
        accepted(lab, connection, queue, new AMQP.BasicProperties());
        for (int mode : new int[] {0, 3, 255}) {
            AMQP.Channel.Close close = refused(lab, connection, queue, "delivery-mode=" + mode, mode(mode));
            lab.expectText("delivery_mode_unknown", close.getReplyText());
        }
        Expect.equal("messages", 3, lab.depth(lab.channel(connection), queue));
    }

    @Test
    @Rule("PUB-06")
    @Needs(Capability.DURABILITY)
    @NodeWide
    void onlyDeliveryModeTwoSurvivesARestart(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = lab.name("durable");
        channel.queueDeclare(queue, true, false, false, Map.of());
        accepted(lab, connection, queue, mode(1));
        accepted(lab, connection, queue, MessageProperties.PERSISTENT_TEXT_PLAIN);
        accepted(lab, connection, queue, new AMQP.BasicProperties());
        lab.node().stop();
        lab.node().start();
        Channel after = lab.channel();
        Expect.equal("messages left of modes 1, 2 and none", 1, lab.depth(after, queue));
        Expect.equal(
                "delivery-mode of the one that is left",
                2,
                Expect.present("a message", after.basicGet(queue, true))
                        .getProps()
                        .getDeliveryMode());
    }

    @Test
    @Rule("PUB-07")
    void anExpirationThatIsNoDecimalIntegerIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String queue = lab.queue(lab.channel(connection));
        for (String expiration :
                new String[] {"", "abc", "-1", "1.5", " 10", "10 ", "1e3", "0x10", "315360000001", "10ms", "+-5"}) {
            AMQP.Channel.Close close =
                    refused(lab, connection, queue, "expiration='" + expiration + "'", expiration(expiration));
            lab.expectText("invalid expiration '" + expiration + "'", close.getReplyText());
        }
        Expect.equal("messages", 0, lab.depth(lab.channel(connection), queue));
    }

    @Test
    @Rule("PUB-07")
    void expirationsUpToTenYearsAreAccepted(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String queue = lab.queue(lab.channel(connection));
        for (String expiration : new String[] {"0", "1", "+5", "0060000", "315360000000"}) {
            accepted(lab, connection, queue, expiration(expiration));
        }
    }

    private static void accepted(Lab lab, Connection connection, String queue, AMQP.BasicProperties properties)
            throws Exception {
        Channel channel = lab.channel(connection);
        channel.confirmSelect();
        channel.basicPublish("", queue, properties, "m".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        channel.close();
    }

    private static AMQP.Channel.Close refused(
            Lab lab, Connection connection, String queue, String what, AMQP.BasicProperties properties) {
        Channel channel = lab.channel(connection);
        return Refusals.expect("publish with " + what, 406, "60.40", () -> {
            channel.basicPublish("", queue, properties, "m".getBytes(StandardCharsets.UTF_8));
            channel.basicQos(1);
        });
    }

    private static AMQP.BasicProperties userId(String user) {
        return new AMQP.BasicProperties.Builder().userId(user).build();
    }

    private static AMQP.BasicProperties mode(int mode) {
        return new AMQP.BasicProperties.Builder().deliveryMode(mode).build();
    }

    private static AMQP.BasicProperties expiration(String text) {
        return new AMQP.BasicProperties.Builder().expiration(text).build();
    }
}
