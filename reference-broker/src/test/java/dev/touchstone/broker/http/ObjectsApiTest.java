package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues, exchanges, bindings and messages over HTTP. */
class ObjectsApiTest {
    @RegisterExtension
    static final Managed BROKER = new Managed();

    @BeforeAll
    static void aVirtualHostOfItsOwn() {
        assertThat(BROKER.put("vhosts/a%2Fb", "").status()).isEqualTo(201);
        assertThat(BROKER.put("vhosts/a%2Fb", "{}").status()).isEqualTo(204);
    }

    @Test
    void queuesAreDeclaredListedAndDeleted() {
        String queue = "queues/a%2Fb/q1";
        assertThat(BROKER.put(queue, "{\"durable\":true,\"arguments\":{\"x-max-length\":5}}")
                        .status())
                .isEqualTo(201);
        assertThat(BROKER.put(queue, "{\"durable\":true,\"arguments\":{\"x-max-length\":5}}")
                        .status())
                .isEqualTo(204);
        Managed.Answer inequivalent = BROKER.put(queue, "{\"durable\":false}");
        assertThat(inequivalent.status()).isEqualTo(400);
        assertThat(inequivalent.json().path("reason").asText())
                .contains("inequivalent arg 'durable' for queue 'q1' in vhost 'a/b'");
        JsonNode shown = BROKER.get(queue).json();
        assertThat(shown.path("arguments").path("x-max-length").asInt()).isEqualTo(5);
        assertThat(shown.path("durable").asBoolean()).isTrue();
        assertThat(shown.path("vhost").asText()).isEqualTo("a/b");
        assertThat(shown.path("type").asText()).isEqualTo("classic");
        assertThat(BROKER.delete(queue).status()).isEqualTo(204);
        assertThat(BROKER.delete(queue).status()).isEqualTo(404);
        assertThat(BROKER.get(queue).status()).isEqualTo(404);
    }

    @Test
    void listsComeInPagesSortedAndInColumns() {
        for (int i = 0; i < 12; i++) {
            BROKER.put("queues/a%2Fb/page-" + (char) ('a' + i), "");
        }
        JsonNode page = BROKER.get("queues/a%2Fb?page=2&page_size=5&name=page-&columns=name,vhost")
                .json();
        assertThat(page.path("filtered_count").asInt()).isEqualTo(12);
        assertThat(page.path("page_count").asInt()).isEqualTo(3);
        assertThat(page.path("items").get(0).path("name").asText()).isEqualTo("page-f");
        assertThat(page.path("items").get(0).size()).isEqualTo(2);
        JsonNode reversed = BROKER.get(
                        "queues/a%2Fb?page=1&page_size=5&name=%5Epage&use_regex=true&sort=name&sort_reverse=true")
                .json();
        assertThat(reversed.path("items").get(0).path("name").asText()).isEqualTo("page-l");
        Managed.Answer beyond = BROKER.get("queues/a%2Fb?page=99&page_size=5");
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.json().path("error").asText()).isEqualTo("page_out_of_range");
        assertThat(BROKER.get("queues?page=1&page_size=501").status()).isEqualTo(400);
    }

    @Test
    void exchangesAreDeclaredListedAndDeleted() {
        String exchange = "exchanges/a%2Fb/x1";
        assertThat(BROKER.put(exchange, "{\"type\":\"topic\",\"internal\":true}")
                        .status())
                .isEqualTo(201);
        assertThat(BROKER.get(exchange).json().path("internal").asBoolean()).isTrue();
        assertThat(BROKER.put("exchanges/a%2Fb/x2", "{\"type\":\"nonsense\"}").status())
                .isEqualTo(400);
        assertThat(BROKER.put("exchanges/a%2Fb/amq.own", "{}").status()).isEqualTo(401);
        assertThat(BROKER.delete("exchanges/a%2Fb/amq.direct").status()).isEqualTo(401);
        assertThat(BROKER.delete(exchange).status()).isEqualTo(204);
        assertThat(BROKER.get("exchanges/a%2Fb").json()).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void bindingsHaveNames() {
        BROKER.put("queues/a%2Fb/bound", "");
        Managed.Answer made = BROKER.post("bindings/a%2Fb/e/amq.topic/q/bound", "{\"routing_key\":\"a.# b\"}");
        assertThat(made.status()).isEqualTo(201);
        String location = made.headers().firstValue("location").orElseThrow();
        assertThat(location).isEqualTo("bound/a.%2523%2Bb");
        BROKER.post(
                "bindings/a%2Fb/e/amq.headers/q/bound",
                "{\"routing_key\":\"\",\"arguments\":{\"x-match\":\"all\",\"n\":1}}");
        JsonNode all = BROKER.get("queues/a%2Fb/bound/bindings").json();
        assertThat(all).hasSize(3);
        assertThat(all.get(0).path("source").asText()).isEmpty();
        String withArguments = BROKER.get("bindings/a%2Fb/e/amq.headers/q/bound")
                .json()
                .get(0)
                .path("properties_key")
                .asText();
        assertThat(withArguments).startsWith("~");
        String path = "bindings/a%2Fb/e/amq.headers/q/bound/" + withArguments;
        assertThat(BROKER.get(path).json().path("arguments").path("n").asInt()).isEqualTo(1);
        assertThat(BROKER.delete(path).status()).isEqualTo(204);
        assertThat(BROKER.delete(path).status()).isEqualTo(404);
        assertThat(BROKER.delete("bindings/a%2Fb/e/amq.topic/q/bound/a.%2523%2Bb")
                        .status())
                .isEqualTo(204);
        assertThat(BROKER.get("exchanges/a%2Fb/amq.topic/bindings/source").json())
                .isEmpty();
        assertThat(BROKER.post("bindings/a%2Fb/e/amq.topic/q/nobody", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void messagesArePublishedAndFetched() {
        BROKER.put("queues/a%2Fb/mail", "");
        String message = "{\"properties\":{\"message_id\":\"m1\",\"headers\":{\"n\":7}},\"routing_key\":\"mail\","
                + "\"payload\":\"hello\",\"payload_encoding\":\"string\"}";
        Managed.Answer published = BROKER.post("exchanges/a%2Fb/amq.default/publish", message);
        assertThat(published.json().path("routed").asBoolean()).isTrue();
        String peek = "{\"count\":5,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}";
        JsonNode first = BROKER.post("queues/a%2Fb/mail/get", peek).json();
        assertThat(first).hasSize(1);
        assertThat(first.get(0).path("payload").asText()).isEqualTo("hello");
        assertThat(first.get(0).path("redelivered").asBoolean()).isFalse();
        assertThat(first.get(0).path("properties").path("headers").path("n").asInt())
                .isEqualTo(7);
        String take = "{\"count\":5,\"ackmode\":\"ack_requeue_false\",\"encoding\":\"base64\"}";
        JsonNode second = BROKER.post("queues/a%2Fb/mail/get", take).json();
        assertThat(second.get(0).path("redelivered").asBoolean()).isTrue();
        assertThat(second.get(0).path("payload").asText()).isEqualTo("aGVsbG8=");
        assertThat(BROKER.post("queues/a%2Fb/mail/get", take).json()).isEmpty();
        assertThat(BROKER.post("queues/a%2Fb/mail/get", "{}").status()).isEqualTo(400);
        assertThat(BROKER.post("exchanges/a%2Fb/nowhere/publish", message).status())
                .isEqualTo(400);
        assertThat(BROKER.get("aliveness-test/a%2Fb").json().path("status").asText())
                .isEqualTo("ok");
    }

    @Test
    void aQueueIsPurgedAndDeletedOnlyIfEmpty() {
        BROKER.put("queues/a%2Fb/full", "");
        BROKER.post(
                "exchanges/a%2Fb/amq.default/publish",
                "{\"properties\":{},\"routing_key\":\"full\",\"payload\":\"eA==\",\"payload_encoding\":\"base64\"}");
        assertThat(BROKER.delete("queues/a%2Fb/full?if-empty=true").status()).isEqualTo(400);
        assertThat(BROKER.get("queues/a%2Fb/full").json().path("messages").asInt())
                .isEqualTo(1);
        assertThat(BROKER.delete("queues/a%2Fb/full/contents").status()).isEqualTo(204);
        assertThat(BROKER.delete("queues/a%2Fb/full?if-empty=true").status()).isEqualTo(204);
    }
}
