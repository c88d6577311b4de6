package dev.touchstone.suite.run.clean;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Somebody else's objects on a broker: queues with messages, exchanges, bindings, a user, a policy; and what they look like. */
final class Bystander {
    static final String USER = "shopkeeper";
    static final String PASSWORD = "correct-horse-battery";

    private final HttpAdmin admin;
    private final Endpoint endpoint;

    Bystander(HttpAdmin admin, Endpoint endpoint) {
        this.admin = admin;
        this.endpoint = endpoint;
    }

    /** Moves in: into the default virtual host and one of its own, whose user may do everything there but administer. */
    void moveIn() throws Exception {
        admin.addVirtualHost("shop");
        admin.setPermissions("guest", "shop", Permissions.ALL);
        admin.addUser(USER, PASSWORD);
        admin.setPermissions(USER, "shop", Permissions.ALL);
        admin.setPolicy("shop", new PolicySpec("limit", "^orders$", "queues", 3, Map.of("max-length", 1000)));
        for (String virtualHost : new String[] {"/", "shop"}) {
            try (Connection connection =
                    endpoint.withVirtualHost(virtualHost).factory().newConnection()) {
                Channel channel = connection.createChannel();
                channel.confirmSelect();
                channel.exchangeDeclare("sales", "topic", true);
                for (String queue : new String[] {"orders", "touchstone-orders"}) {
                    channel.queueDeclare(queue, true, false, false, null);
                    channel.queueBind(queue, "sales", "order.#");
                }
                AMQP.BasicProperties persistent = MessageProperties.PERSISTENT_TEXT_PLAIN;
                for (int i = 0; i < 7; i++) {
                    channel.basicPublish(
                            "sales", "order." + i, persistent, ("order " + i).getBytes(StandardCharsets.UTF_8));
                }
                channel.waitForConfirmsOrDie(10_000);
            }
        }
    }

    /** Exported definitions and the depth of every queue. */
    String look() throws Exception {
        Map<String, Object> depths = new TreeMap<>();
        for (String virtualHost : admin.virtualHosts()) {
            admin.setPermissions("guest", virtualHost, Permissions.ALL);
            try (Connection connection =
                    endpoint.withVirtualHost(virtualHost).factory().newConnection()) {
                Channel channel = connection.createChannel();
                for (var queue : admin.queues(virtualHost)) {
                    depths.put(
                            virtualHost + " " + queue.name(),
                            channel.queueDeclarePassive(queue.name()).getMessageCount());
                }
            }
        }
        return admin.http().send("GET", "/api/definitions", "", Map.of()).orFail(200) + depths;
    }
}
