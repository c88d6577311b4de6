package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples of counters over time, in the form that RabbitMQ 3.10.8 was seen to give them (MGMT-05). */
class HistoryTest {
    private static final long START = 1_795_950_320_000L;
    private static final int MESSAGES = 12;
    private static final Sampler.Key QUEUE = Sampler.Key.queue("/", "q");
    private static final Sampler.Key HOST = Sampler.Key.vhost("/");
    private static final Ranges LENGTHS = Ranges.of(Map.of("lengths_age", "600", "lengths_incr", "5"));

    private final Broker broker = Broker.start();
    private final AtomicLong millis = new AtomicLong(START + 1_234);
    private final Sampler sampler =
            new Sampler(broker.administration(), new Census(broker.administration()), millis::get);

    private Connection connection;
    private Channel channel;

    @BeforeEach
    void connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.queueDeclare("q", false, false, false, Map.of());
        channel.confirmSelect();
    }

    @AfterEach
    void end() {
        connection.abort();
        broker.close();
    }

    private void publish(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            channel.basicPublish("", "q", null, "x".getBytes(StandardCharsets.UTF_8));
        }
        channel.waitForConfirmsOrDie(10_000);
    }

    private void sampleAfterFiveSeconds() {
        millis.addAndGet(5_000);
        sampler.sample();
    }

    private Doc details(Sampler.Key key, Ranges ranges) {
        return Doc.of(
                doc -> new Growth(sampler, List.of(key), ranges).on(doc, "messages", MESSAGES, Ranges.Kind.LENGTHS));
    }

    private List<Sampler.Sample> samples(Sampler.Key key, String age, String step) {
        Ranges ranges = Ranges.of(Map.of("lengths_age", age, "lengths_incr", step));
        return sampler.samples(List.of(key), MESSAGES, Objects.requireNonNull(ranges.of(Ranges.Kind.LENGTHS)));
    }

    @Test
    void samplesComeNewestFirstWithTheirAverages() throws Exception {
        publish(2);
        sampler.sample();
        publish(4);
        sampleAfterFiveSeconds();
        assertThat(details(QUEUE, LENGTHS))
                .isEqualTo(new Doc()
                        .with(
                                "messages_details",
                                new Doc()
                                        .with("rate", 0.8)
                                        .with(
                                                "samples",
                                                List.of(
                                                        new Doc()
                                                                .with("sample", 6L)
                                                                .with("timestamp", START + 5_000),
                                                        new Doc()
                                                                .with("sample", 2L)
                                                                .with("timestamp", START)))
                                        .with("avg_rate", 0.8)
                                        .with("avg", 4.0)));
        sampleAfterFiveSeconds();
        assertThat(samples(HOST, "20", "10"))
                .containsExactly(new Sampler.Sample(6, START + 10_000), new Sampler.Sample(2, START));
    }

    @Test
    void whoNeverAskedKnowsTwoSamplesOnly() throws Exception {
        publish(1);
        for (int i = 0; i < 4; i++) {
            sampleAfterFiveSeconds();
        }
        assertThat(samples(HOST, "600", "5")).hasSize(4);
        assertThat(samples(QUEUE, "600", "5")).hasSize(2);
        assertThat(details(QUEUE, LENGTHS)).isNotEmpty();
        for (int i = 0; i < 3; i++) {
            sampleAfterFiveSeconds();
        }
        assertThat(samples(QUEUE, "600", "5")).hasSize(5);
    }

    @Test
    void tenMinutesAreKeptAndNoMore() {
        for (int i = 0; i < 150; i++) {
            sampleAfterFiveSeconds();
        }
        assertThat(samples(HOST, "1500", "5")).hasSize(121);
    }

    @Test
    void aRangeHasTwoNumbersThatMakeSense() {
        assertThat(details(QUEUE, Ranges.NONE).toString()).isEqualTo("{messages_details={rate=0.0}}");
        assertThat(Ranges.of(Map.of("lengths_age", "5"))).isEqualTo(Ranges.NONE);
        assertThat(Ranges.of(Map.of("lengths_age", "abc", "lengths_incr", "5"))).isEqualTo(Ranges.NONE);
        for (String[] wrong :
                List.of(new String[] {"0", "0"}, new String[] {"-5", "-1"}, new String[] {"100000000", "1"})) {
            assertThatThrownBy(() -> Ranges.of(Map.of("msg_rates_age", wrong[0], "msg_rates_incr", wrong[1])))
                    .isInstanceOf(ApiException.class);
        }
    }

    @Test
    void theApiTakesRangesEverywhere() {
        LocalApi api = new LocalApi(broker.administration());
        for (String path : List.of("overview", "queues", "nodes", "vhosts", "exchanges", "connections", "channels")) {
            String target = "/api/" + path + "?msg_rates_age=60&msg_rates_incr=5&lengths_age=60&lengths_incr=5"
                    + "&data_rates_age=60&data_rates_incr=5&node_stats_age=60&node_stats_incr=5";
            assertThat(api.answer("GET", target, Map.of(), new byte[0]).status())
                    .isEqualTo(200);
        }
        LocalApi.Answer wrong =
                api.answer("GET", "/api/overview?msg_rates_age=0&msg_rates_incr=0", Map.of(), new byte[0]);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("Invalid range parameters: age 0, incr 0");
        assertThat(api.answer("GET", "/api/overview?lengths_age=10&lengths_incr=5", Map.of(), new byte[0])
                        .body())
                .contains("\"samples\":[]");
    }
}
