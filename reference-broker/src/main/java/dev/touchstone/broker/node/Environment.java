package dev.touchstone.broker.node;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.connection.ConnectionSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The configuration of a running broker under the names that RabbitMQ's settings have. No passwords, no keys. */
final class Environment {
    private Environment() {}

    static Map<String, Object> of(Node node) {
        BrokerConfig config = node.broker().administration().config();
        ConnectionSettings connections = config.connections();
        Map<String, Object> rabbit = new LinkedHashMap<>();
        rabbit.put("channel_max", connections.channelMax());
        rabbit.put("consumer_timeout", connections.consumerTimeout().timeoutMillis());
        rabbit.put("data_dir", String.valueOf(config.data()));
        rabbit.put("default_user", "guest");
        rabbit.put("default_vhost", "/");
        rabbit.put("frame_max", connections.frameMax());
        rabbit.put("handshake_timeout", connections.handshakeTimeoutMillis());
        rabbit.put("heartbeat", connections.heartbeatSeconds());
        rabbit.put("loopback_users", new TreeSet<>(config.logins().loopbackUsers()));
        rabbit.put("max_message_size", connections.maxMessageOctets());
        rabbit.put("num_loops", config.loops());
        rabbit.put("tcp_listeners", List.of(node.broker().amqpPort()));
        rabbit.put(
                "ssl_listeners",
                config.tls() == null ? List.of() : List.of(node.broker().amqpsPort()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("rabbit", rabbit);
        BrokerConfig.Management management = node.management();
        if (management != null) {
            all.put(
                    "rabbitmq_management",
                    Map.of("tcp_config", Map.of("port", management.http().port())));
        }
        return all;
    }
}
