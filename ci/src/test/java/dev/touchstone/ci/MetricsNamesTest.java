package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Administration.ListenerInfo;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Names and types of our metrics are those of {@code ci/clients/prometheus/names.tsv} that the list calls "here"; {@code ci/clients/prometheus/compare.py} holds
 * the list against a real RabbitMQ.
 */
class MetricsNamesTest {
    private static final Path LIST = Path.of("clients", "prometheus", "names.tsv");

    @Test
    void theNamesAndTypesAreRabbitMqs() throws Exception {
        try (Broker broker = Broker.start()) {
            broker.startManagement(new BrokerConfig.Management(0, 0));
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.amqpUri());
            try (Connection connection = factory.newConnection();
                    Channel channel = connection.createChannel()) {
                channel.queueDeclare();
                Map<String, String> types = new TreeMap<>();
                types(broker, "/metrics", types);
                types(broker, "/metrics/per-object", types);
                assertThat(types).isEqualTo(listed());
            }
        }
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> types = new TreeMap<>();
        for (String line : Files.readAllLines(LIST)) {
            String[] row = line.split("\t");
            if (row[2].equals("here")) {
                types.put(row[0], row[1]);
            }
        }
        return types;
    }

    private static void types(Broker broker, String path, Map<String, String> types) throws Exception {
        int port = broker.administration().listeners().stream()
                .filter(each -> each.protocol().equals("http/prometheus"))
                .mapToInt(ListenerInfo::port)
                .findFirst()
                .orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        body.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .forEach(words -> types.put(words[2], words[3]));
    }
}
