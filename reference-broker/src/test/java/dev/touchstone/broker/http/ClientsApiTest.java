package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.broker.ResourceAlarm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections, channels, consumers, statistics and health over HTTP. */
class ClientsApiTest {
    @RegisterExtension
    static final Managed BROKER = new Managed();

    @Test
    void aConnectionIsShownWithItsChannelsAndConsumersAndClosed() throws Exception {
        BROKER.put("vhosts/clients", "");
        Connection connection = BROKER.connect("guest", "clients");
        CompletableFuture<ShutdownSignalException> end = new CompletableFuture<>();
        connection.addShutdownListener(end::complete);
        Channel channel = connection.createChannel();
        channel.basicQos(7);
        channel.confirmSelect();
        channel.queueDeclare("q", false, true, false, Map.of());
        channel.basicConsume("q", false, "tag", (tag, message) -> {}, tag -> {});
        channel.basicPublish("", "q", null, new byte[3]);
        channel.waitForConfirmsOrDie(5_000);
        JsonNode shown = BROKER.get("vhosts/clients/connections").json().get(0);
        assertThat(shown.path("user").asText()).isEqualTo("guest");
        assertThat(shown.path("user_provided_name").asText()).isEqualTo("test of guest");
        assertThat(shown.path("channels").asInt()).isEqualTo(1);
        assertThat(shown.path("recv_oct").asLong()).isPositive();
        assertThat(shown.path("client_properties").path("product").asText()).isEqualTo("RabbitMQ");
        JsonNode channelShown = BROKER.get("vhosts/clients/channels").json().get(0);
        assertThat(channelShown.path("prefetch_count").asInt()).isEqualTo(7);
        assertThat(channelShown.path("confirm").asBoolean()).isTrue();
        await().untilAsserted(() -> assertThat(BROKER.get("queues/clients/q")
                        .json()
                        .path("messages_unacknowledged")
                        .asInt())
                .isEqualTo(1));
        JsonNode consumer = BROKER.get("consumers/clients").json().get(0);
        assertThat(consumer.path("consumer_tag").asText()).isEqualTo("tag");
        assertThat(consumer.path("queue").path("name").asText()).isEqualTo("q");
        JsonNode queue = BROKER.get("queues/clients/q").json();
        assertThat(queue.path("consumer_details")).hasSize(1);
        assertThat(queue.path("owner_pid_details").path("name").asText())
                .isEqualTo(shown.path("name").asText());
        assertThat(queue.path("message_stats").path("publish").asInt()).isEqualTo(1);
        String name = URLEncoder.encode(shown.path("name").asText(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        assertThat(BROKER.get("connections/" + name + "/channels").json()).hasSize(1);
        assertThat(BROKER.send("guest", "DELETE", "connections/" + name, "", "x-reason", "tea")
                        .status())
                .isEqualTo(204);
        AMQP.Connection.Close close = (AMQP.Connection.Close) end.get().getReason();
        assertThat(close.getReplyText()).isEqualTo("CONNECTION_FORCED - tea");
        assertThat(BROKER.get("connections/" + name).status()).isEqualTo(404);
    }

    @Test
    void whatIsUnroutableIsCounted() throws Exception {
        BROKER.put("vhosts/drops", "");
        try (Connection connection = BROKER.connect("guest", "drops")) {
            Channel channel = connection.createChannel();
            for (int i = 0; i < 3; i++) {
                channel.basicPublish("amq.direct", "nobody", null, new byte[1]);
            }
            channel.basicQos(1);
        }
        await().untilAsserted(() -> assertThat(BROKER.get("vhosts/drops")
                        .json()
                        .path("message_stats")
                        .path("drop_unroutable")
                        .asInt())
                .isEqualTo(3));
        assertThat(BROKER.get("exchanges/drops/amq.direct")
                        .json()
                        .path("message_stats")
                        .path("publish_in")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void theOverviewCounts() {
        JsonNode overview = BROKER.get("overview").json();
        assertThat(overview.path("rabbitmq_version").asText()).isEqualTo("3.10.8");
        assertThat(overview.path("object_totals").path("exchanges").asInt()).isGreaterThanOrEqualTo(7);
        assertThat(overview.path("listeners")).hasSize(3);
        JsonNode node = BROKER.get("nodes").json().get(0);
        assertThat(node.path("running").asBoolean()).isTrue();
        assertThat(node.path("mem_used").asLong()).isPositive();
        assertThat(BROKER.get("nodes/touchstone%40localhost").status()).isEqualTo(200);
        assertThat(BROKER.get("nodes/other").status()).isEqualTo(404);
    }

    @Test
    void healthFollowsAlarmsAndListeners() {
        assertThat(BROKER.get("health/checks/alarms").status()).isEqualTo(200);
        BROKER.broker().raiseAlarm(ResourceAlarm.MEMORY);
        Managed.Answer alarmed = BROKER.get("health/checks/local-alarms");
        BROKER.broker().clearAlarm(ResourceAlarm.MEMORY);
        assertThat(alarmed.status()).isEqualTo(503);
        assertThat(alarmed.json().path("alarms").get(0).path("resource").asText())
                .isEqualTo("memory");
        assertThat(BROKER.get("health/checks/port-listener/" + BROKER.broker().amqpPort())
                        .status())
                .isEqualTo(200);
        assertThat(BROKER.get("health/checks/port-listener/1").status()).isEqualTo(503);
        assertThat(BROKER.get("health/checks/protocol-listener/amqp091").status())
                .isEqualTo(200);
        assertThat(BROKER.get("health/checks/protocol-listener/mqtt").status()).isEqualTo(503);
        assertThat(BROKER.get("health/checks/certificate-expiration/1/months").status())
                .isEqualTo(200);
    }

    @Test
    void metricsAreForPrometheus() throws Exception {
        int port = BROKER.broker().administration().listeners().stream()
                .filter(each -> each.protocol().equals("http/prometheus"))
                .findFirst()
                .orElseThrow()
                .port();
        BROKER.put("queues/%2F/measured", "");
        HttpRequest.Builder all = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"));
        assertThat(BROKER.send(all).body())
                .contains(
                        "# TYPE rabbitmq_queues gauge",
                        "rabbitmq_connections_opened_total ",
                        "rabbitmq_queue_messages ");
        HttpRequest.Builder each =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/per-object"));
        assertThat(BROKER.send(each).body()).contains("rabbitmq_queue_messages{vhost=\"/\",queue=\"measured\"} 0");
        HttpRequest.Builder other = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/users"));
        assertThat(BROKER.send(other).status()).isEqualTo(404);
    }
}
