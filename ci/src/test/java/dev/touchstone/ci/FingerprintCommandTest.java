package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FingerprintCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    @Timeout(60)
    void ourBrokerIsKnownAndNearToRabbitMq() throws Exception {
        assertThat(Touchstone.run(new PrintWriter(out, true), new PrintWriter(out, true), "fingerprint", "--json"))
                .as(out.toString())
                .isZero();
        JsonNode found = new ObjectMapper().readTree(out.toString());

        assertThat(found.path("answers").size()).isGreaterThanOrEqualTo(30);
        JsonNode nearest = found.path("nearest");
        assertThat(nearest.path(0).path("product").asText()).startsWith("Touchstone");
        assertThat(nearest.path(0).path("distance").asInt())
                .as("answers that are others than those that are stored: " + nearest.path(0))
                .isZero();
        assertThat(nearest.path(1).path("product").asText()).isEqualTo("RabbitMQ");
    }

    @Test
    @Timeout(60)
    void inTheDialectOfRabbitMq4OnlyStreamsTellOurBrokerFromIt() throws Exception {
        PrintWriter writer = new PrintWriter(out, true);
        assertThat(Touchstone.run(writer, writer, "fingerprint", "--json", "embedded:rabbitmq-4"))
                .as(out.toString())
                .isZero();
        JsonNode nearest =
                new ObjectMapper().readTree(out.toString()).path("nearest").path(0);

        assertThat(nearest.path("version").asText()).isEqualTo("4.0.5");
        assertThat(nearest.path("differences").fieldNames()).toIterable().containsExactly("queue-type-stream");
    }
}
