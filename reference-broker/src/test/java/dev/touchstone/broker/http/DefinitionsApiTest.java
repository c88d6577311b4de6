package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.params.ParameterKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Definitions out and in, and what survives a restart. */
class DefinitionsApiTest {
    @RegisterExtension
    static final Managed FIRST = new Managed();

    @RegisterExtension
    static final Managed SECOND = new Managed();

    private static void setUp(Managed broker) {
        broker.put("vhosts/d", "{\"description\":\"the host\"}");
        broker.put("users/dora", "{\"password\":\"dora\",\"tags\":\"monitoring\"}");
        broker.put("user-limits/dora/max-channels", "{\"value\":9}");
        broker.put("permissions/d/dora", "{\"configure\":\"^d\",\"write\":\".*\",\"read\":\"\"}");
        broker.put("topic-permissions/d/dora", "{\"exchange\":\"t\",\"write\":\"a\",\"read\":\"b\"}");
        broker.put("vhost-limits/d/max-queues", "{\"value\":50}");
        broker.put(
                "policies/d/p",
                "{\"pattern\":\"^x\",\"definition\":{\"message-ttl\":5,\"ha-mode\":\"nodes\",\"ha-params\":[\"a\"]}}");
        broker.put("operator-policies/d/o", "{\"pattern\":\"^x\",\"definition\":{\"max-length\":5}}");
        broker.put(
                "exchanges/d/t",
                "{\"type\":\"topic\",\"durable\":true,\"arguments\":{\"alternate-exchange\":\"amq.fanout\"}}");
        broker.put("queues/d/quo", "{\"durable\":true,\"arguments\":{\"x-queue-type\":\"quorum\"}}");
        broker.put("queues/d/cla", "{\"durable\":true,\"arguments\":{\"x-max-priority\":3}}");
        broker.post("bindings/d/e/t/q/cla", "{\"routing_key\":\"a.*\",\"arguments\":{\"k\":\"v\"}}");
        broker.post("bindings/d/e/amq.topic/e/t", "{\"routing_key\":\"#\"}");
        broker.put("parameters/federation-upstream/d/up", "{\"value\":{\"uri\":\"amqp://x\"}}");
        broker.put("global-parameters/g", "{\"value\":{\"deep\":[1,2.5,null,true]}}");
    }

    @Test
    void whatIsExportedHereIsTheSameThere() {
        setUp(FIRST);
        String definitions = FIRST.get("definitions").body();
        assertThat(SECOND.post("definitions", definitions).status()).isEqualTo(204);
        assertThat(SECOND.get("definitions").json())
                .isEqualTo(FIRST.get("definitions").json());
        assertThat(SECOND.post("definitions", definitions).status()).isEqualTo(204);
        JsonNode exported = SECOND.get("definitions/d").json();
        assertThat(exported.has("users")).isFalse();
        assertThat(exported.path("queues").get(0).has("vhost")).isFalse();
        SECOND.put("vhosts/copy", "");
        assertThat(SECOND.post("definitions/copy", SECOND.get("definitions/d").body())
                        .status())
                .isEqualTo(204);
        assertThat(SECOND.get("definitions/copy").json().path("bindings")).isEqualTo(exported.path("bindings"));
        assertThat(SECOND.post("definitions/missing", "{}").status()).isEqualTo(404);
        assertThat(SECOND.post("definitions", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void limitsParametersAndHostsSurviveARestart(@TempDir Path folder) {
        BrokerConfig config = BrokerConfig.defaults().withData(folder);
        try (Broker broker = Broker.start(config)) {
            broker.addVirtualHost("kept");
            broker.administration().limitVirtualHost("kept", "max-queues", 7L);
            broker.administration().parameters().put(ParameterKey.global("g"), java.util.List.of(1L, "two"));
            broker.administration().limitUser("guest", "max-channels", 3L);
        }
        try (Broker broker = Broker.start(config)) {
            assertThat(broker.administration().parameters().number(ParameterKey.limitsOf("kept"), "max-queues"))
                    .isEqualTo(7);
            assertThat(broker.administration().parameters().get(ParameterKey.global("g")))
                    .isEqualTo(java.util.List.of(1L, "two"));
            assertThat(broker.administration().parameters().number(ParameterKey.userLimits("guest"), "max-channels"))
                    .isEqualTo(3);
            broker.deleteVirtualHost("kept");
        }
        try (Broker broker = Broker.start(config)) {
            assertThat(broker.administration()
                            .parameters()
                            .keys(key -> key.vhost().equals("kept")))
                    .isEmpty();
        }
    }
}
