package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users, permissions, virtual hosts, limits, policies and parameters over HTTP. */
class AdminApiTest {
    @RegisterExtension
    static final Managed BROKER = new Managed();

    private static void user(String name, String tags) {
        BROKER.put("users/" + name, "{\"password\":\"" + name + "\",\"tags\":\"" + tags + "\"}");
    }

    @Test
    void usersAreMadeShownAndDeleted() {
        assertThat(BROKER.put("users/ann", "{\"password\":\"ann\",\"tags\":\"management, x\"}")
                        .status())
                .isEqualTo(201);
        assertThat(BROKER.put("users/ann", "{\"password\":\"ann\",\"tags\":[\"management\"]}")
                        .status())
                .isEqualTo(204);
        JsonNode ann = BROKER.get("users/ann").json();
        assertThat(ann.path("tags").get(0).asText()).isEqualTo("management");
        assertThat(ann.path("hashing_algorithm").asText()).isEqualTo("rabbit_password_hashing_sha256");
        String hash = ann.path("password_hash").asText();
        BROKER.put("users/twin", "{\"password_hash\":\"" + hash + "\",\"tags\":\"management\"}");
        assertThat(BROKER.get("users/twin").json().path("password_hash").asText())
                .isEqualTo(hash);
        assertThat(BROKER.put("users/bare", "{\"password\":\"x\"}")
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("tags_not_present");
        assertThat(BROKER.get("users/without-permissions").body()).contains("\"ann\"", "\"twin\"");
        assertThat(BROKER.post("users/bulk-delete", "{\"users\":[\"twin\"]}").status())
                .isEqualTo(204);
        assertThat(BROKER.get("users/twin").status()).isEqualTo(404);
        assertThat(BROKER.send("ann", "GET", "whoami", "").json().path("name").asText())
                .isEqualTo("ann");
        assertThat(BROKER.delete("users/ann").status()).isEqualTo(204);
        assertThat(BROKER.delete("users/ann").status()).isEqualTo(404);
    }

    @Test
    void permissionsOpenAVirtualHost() throws Exception {
        user("bob", "");
        BROKER.put("vhosts/bobs", "");
        assertThat(BROKER.put("permissions/bobs/bob", "{\"configure\":\"\",\"write\":\".*\"}")
                        .status())
                .isEqualTo(400);
        assertThat(BROKER.put("permissions/bobs/bob", "{\"configure\":\"*\",\"write\":\"\",\"read\":\"\"}")
                        .status())
                .isEqualTo(400);
        assertThat(BROKER.put("permissions/bobs/bob", "{\"configure\":\"\",\"write\":\".*\",\"read\":\".*\"}")
                        .status())
                .isEqualTo(201);
        assertThat(BROKER.get("permissions/bobs/bob").json().path("write").asText())
                .isEqualTo(".*");
        assertThat(BROKER.get("users/bob/permissions").json()).hasSize(1);
        assertThat(BROKER.get("vhosts/bobs/permissions").json()).hasSize(2);
        BROKER.put("topic-permissions/bobs/bob", "{\"exchange\":\"amq.topic\",\"write\":\"^a\",\"read\":\".*\"}");
        try (Connection connection = BROKER.connect("bob", "bobs")) {
            Channel allowed = connection.createChannel();
            allowed.confirmSelect();
            allowed.basicPublish("amq.topic", "a.b", null, new byte[1]);
            allowed.waitForConfirmsOrDie(5_000);
            BROKER.put("topic-permissions/bobs/bob", "{\"exchange\":\"amq.topic\",\"write\":\"^z\",\"read\":\".*\"}");
            allowed.basicPublish("amq.topic", "a.b", null, new byte[1]);
            assertThatThrownBy(() -> allowed.waitForConfirmsOrDie(5_000)).isNotNull();
        }
        assertThat(BROKER.delete("topic-permissions/bobs/bob").status()).isEqualTo(204);
        assertThat(BROKER.delete("permissions/bobs/bob").status()).isEqualTo(204);
        assertThatThrownBy(() -> BROKER.connect("bob", "bobs")).isInstanceOf(IOException.class);
    }

    @Test
    void virtualHostsHaveDescriptionsAndGoWithTheirConnections() throws Exception {
        BROKER.put("vhosts/gone", "{\"description\":\"to go\",\"tags\":\"a,b\",\"tracing\":true}");
        JsonNode shown = BROKER.get("vhosts/gone").json();
        assertThat(shown.path("description").asText()).isEqualTo("to go");
        assertThat(shown.path("tags")).hasSize(2);
        assertThat(shown.path("tracing").asBoolean()).isTrue();
        assertThat(shown.path("cluster_state").path("touchstone@localhost").asText())
                .isEqualTo("running");
        CompletableFuture<ShutdownSignalException> end = new CompletableFuture<>();
        BROKER.connect("guest", "gone").addShutdownListener(end::complete);
        assertThat(BROKER.delete("vhosts/gone").status()).isEqualTo(204);
        assertThat(end.get()).hasMessageContaining("vhost 'gone' is deleted");
        assertThat(BROKER.get("vhosts/gone").status()).isEqualTo(404);
        BROKER.put("vhosts/gone", "{}");
        assertThat(BROKER.get("vhosts/gone").json().path("tracing").asBoolean()).isFalse();
    }

    /** As seen with RabbitMQ 3.10.8: what can be a quorum queue is one, and has the argument. */
    @Test
    void aVirtualHostHasADefaultTypeOfQueues() {
        assertThat(BROKER.put("vhosts/typed", "{\"defaultqueuetype\":\"quorum\"}")
                        .status())
                .isEqualTo(201);
        BROKER.put("permissions/typed/guest", "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        for (int i = 0; i < 2; i++) {
            assertThat(BROKER.put("queues/typed/lasting", "{\"durable\":true}").status())
                    .isIn(201, 204);
        }
        BROKER.put("queues/typed/passing", "{\"durable\":false}");
        BROKER.put("queues/typed/named", "{\"durable\":true,\"arguments\":{\"x-queue-type\":\"classic\"}}");
        assertThat(BROKER.get("queues/typed/lasting").json().path("type").asText())
                .isEqualTo("quorum");
        assertThat(BROKER.get("queues/typed/lasting")
                        .json()
                        .at("/arguments/x-queue-type")
                        .asText())
                .isEqualTo("quorum");
        assertThat(BROKER.get("queues/typed/passing").json().path("arguments").isEmpty())
                .isTrue();
        assertThat(BROKER.get("queues/typed/named").json().path("type").asText())
                .isEqualTo("classic");
        BROKER.put("vhosts/typed", "{}");
        BROKER.put("queues/typed/later", "{\"durable\":true}");
        assertThat(BROKER.get("queues/typed/later").json().path("type").asText())
                .isEqualTo("classic");
        BROKER.delete("vhosts/typed");
    }

    @Test
    void limitsOfVirtualHostsHold() throws Exception {
        BROKER.put("vhosts/small", "");
        assertThat(BROKER.put("vhost-limits/small/max-queues", "{\"value\":1}").status())
                .isEqualTo(204);
        BROKER.put("vhost-limits/small/max-connections", "{\"value\":1}");
        assertThat(BROKER.put("vhost-limits/small/max-foo", "{\"value\":1}").status())
                .isEqualTo(400);
        assertThat(BROKER.put("vhost-limits/small/max-queues", "{\"value\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(BROKER.get("vhost-limits/small")
                        .json()
                        .get(0)
                        .path("value")
                        .path("max-queues")
                        .asInt())
                .isEqualTo(1);
        try (Connection connection = BROKER.connect("guest", "small")) {
            connection.createChannel().queueDeclare("one", false, false, false, null);
            assertThatThrownBy(() -> connection.createChannel().queueDeclare("two", false, false, false, null))
                    .hasStackTraceContaining("cannot declare queue 'two': queue limit in vhost 'small' (1) is reached");
            connection.createChannel().queueDeclare("one", false, false, false, null);
            assertThatThrownBy(() -> BROKER.connect("guest", "small"))
                    .hasStackTraceContaining("connection limit (1) is reached");
        }
        assertThat(BROKER.delete("vhost-limits/small/max-connections").status()).isEqualTo(204);
        assertThat(BROKER.get("vhost-limits/small").json().get(0).path("value")).hasSize(1);
    }

    @Test
    void limitsOfUsersHold() throws Exception {
        user("few", "");
        BROKER.put("permissions/%2F/few", "{\"configure\":\"\",\"write\":\"\",\"read\":\"\"}");
        BROKER.put("user-limits/few/max-connections", "{\"value\":1}");
        BROKER.put("user-limits/few/max-channels", "{\"value\":1}");
        assertThat(BROKER.get("user-limits/few").json().get(0).path("value")).hasSize(2);
        Connection connection = BROKER.connect("few", "/");
        assertThatThrownBy(() -> BROKER.connect("few", "/"))
                .hasStackTraceContaining("user connection limit (1) is reached");
        assertThat(connection.createChannel()).isNotNull();
        assertThatThrownBy(connection::createChannel)
                .hasStackTraceContaining("number of channels opened for user 'few'");
        assertThat(BROKER.delete("user-limits/few/max-channels").status()).isEqualTo(204);
    }

    @Test
    void aUserWithoutAPasswordCannotLogIn() {
        BROKER.put("users/nopass", "{\"tags\":\"management\"}");
        assertThat(BROKER.send("nopass", "GET", "whoami", "").status()).isEqualTo(401);
        assertThatThrownBy(() -> BROKER.connect("nopass", "/")).isInstanceOf(AuthenticationFailureException.class);
    }

    @Test
    void policiesApplyAtOnce() {
        BROKER.put("vhosts/ruled", "");
        BROKER.put("queues/ruled/q", "{\"arguments\":{\"x-max-length\":10}}");
        String policy = "{\"pattern\":\"q\",\"apply-to\":\"queues\",\"priority\":2,\"definition\":{\"max-length\":3}}";
        assertThat(BROKER.put("policies/ruled/p", policy).status()).isEqualTo(201);
        assertThat(BROKER.put("policies/ruled/p", policy).status()).isEqualTo(204);
        BROKER.put("operator-policies/ruled/o", "{\"pattern\":\"q\",\"definition\":{\"max-length\":2}}");
        JsonNode queue = BROKER.get("queues/ruled/q").json();
        assertThat(queue.path("policy").asText()).isEqualTo("p");
        assertThat(queue.path("operator_policy").asText()).isEqualTo("o");
        assertThat(queue.path("effective_policy_definition").path("max-length").asInt())
                .isEqualTo(2);
        assertThat(BROKER.put("policies/ruled/bad", "{\"pattern\":\"q\",\"definition\":{\"nonsense\":1}}")
                        .status())
                .isEqualTo(400);
        assertThat(BROKER.put("policies/ruled/bad", "{\"pattern\":\"q\"}")
                        .json()
                        .path("reason")
                        .asText())
                .contains("definition");
        assertThat(BROKER.get("policies/ruled").json()).hasSize(1);
        assertThat(BROKER.delete("policies/ruled/p").status()).isEqualTo(204);
        assertThat(BROKER.delete("policies/ruled/p").status()).isEqualTo(404);
        assertThat(BROKER.get("policies").json()).isEmpty();
    }

    @Test
    void parametersAreKept() {
        String path = "parameters/federation-upstream/%2F/up";
        assertThat(BROKER.put(path, "{\"value\":{\"uri\":\"amqp://somewhere\",\"expires\":5}}")
                        .status())
                .isEqualTo(201);
        assertThat(BROKER.get(path).json().path("value").path("expires").asInt())
                .isEqualTo(5);
        assertThat(BROKER.get("parameters/federation-upstream/%2F").json()).hasSize(1);
        assertThat(BROKER.delete(path).status()).isEqualTo(204);
        assertThat(BROKER.get(path).status()).isEqualTo(404);
        assertThat(BROKER.put("parameters/nonsense/%2F/n", "{\"value\":1}").status())
                .isEqualTo(400);
        BROKER.put("global-parameters/mine", "{\"value\":[1,\"two\"]}");
        assertThat(BROKER.get("global-parameters/mine").json().path("value")).hasSize(2);
        assertThat(BROKER.delete("global-parameters/mine").status()).isEqualTo(204);
        assertThat(BROKER.put("cluster-name", "{\"name\":\"mine\"}").status()).isEqualTo(204);
        assertThat(BROKER.get("cluster-name").json().path("name").asText()).isEqualTo("mine");
    }
}
