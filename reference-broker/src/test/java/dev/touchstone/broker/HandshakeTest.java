package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.wire.ChannelMethod;
import dev.touchstone.broker.wire.ConnectionMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static Broker broker;

    @BeforeAll
    static void start() {
        ConnectionSettings d = ConnectionSettings.defaults();
        broker = Broker.start(BrokerConfig.defaults()
                .withConnections(new ConnectionSettings(
                        d.channelMax(),
                        d.frameMax(),
                        d.heartbeatSeconds(),
                        4_000,
                        d.maxMessageOctets(),
                        d.consumerTimeout())));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static RawClient connect() throws IOException {
        return new RawClient(broker.amqpPort());
    }

    private static RawClient started() throws IOException, ProtocolException {
        RawClient client = connect();
        client.send(RawClient.HEADER);
        client.receive();
        return client;
    }

    @Test
    void startNamesVersionMechanismsAndCapabilities() throws Exception {
        try (RawClient client = connect()) {
            client.send(RawClient.HEADER);
            Method method = client.receive();
            assertThat(method).isInstanceOfSatisfying(ConnectionMethod.Start.class, start -> {
                assertThat(start.versionMajor()).isZero();
                assertThat(start.versionMinor()).isEqualTo(9);
                assertThat(new String(start.mechanisms(), StandardCharsets.US_ASCII))
                        .isEqualTo("PLAIN AMQPLAIN");
                FieldTable capabilities = ((FieldValue.Nested)
                                Objects.requireNonNull(start.serverProperties().get("capabilities")))
                        .table();
                assertThat(capabilities.size()).isEqualTo(9);
                assertThat(capabilities.get("basic.nack")).isEqualTo(new FieldValue.Bool(true));
            });
        }
    }

    @Test
    void anotherProtocolIsAnsweredByOurHeaderAndTheEnd() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET / HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.read(8)).isEqualTo(RawClient.HEADER);
            assertThat(client.endsWithin(2_000)).isTrue();
        }
    }

    @Test
    void anUnfinishedHandshakeEndsAfterItsTimeout() throws Exception {
        try (RawClient client = connect()) {
            client.send(new byte[] {'A', 'M'});
            assertThat(client.endsWithin(2_000)).isFalse();
            assertThat(client.endsWithin(3_000)).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsRefusedAloudAndTheSocketEndsLater() throws Exception {
        try (RawClient client = started()) {
            client.send(0, RawClient.startOk("guest", "wrong"));
            assertThat(client.receive())
                    .isEqualTo(new ConnectionMethod.Close(
                            403,
                            "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.",
                            0,
                            0));
            assertThat(client.endsWithin(2_000)).isFalse();
            assertThat(client.endsWithin(2_000)).isTrue();
        }
    }

    @Test
    void tuningAboveTheOfferEndsInSilence() throws Exception {
        try (RawClient client = started()) {
            client.send(0, RawClient.startOk("guest", "guest"));
            assertThat(client.receive()).isEqualTo(new ConnectionMethod.Tune(2047, 131_072, 60));
            Instant start = Instant.now();
            client.send(0, new ConnectionMethod.TuneOk(2047, 131_073, 0));
            assertThat(client.endsWithin(4_500)).isTrue();
            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(2_900));
        }
    }

    @Test
    void anUnknownVirtualHostIsNotAllowed() throws Exception {
        try (RawClient client = RawClient.open(broker.amqpPort(), "nope", 0)) {
            assertThat(client.receive())
                    .isEqualTo(new ConnectionMethod.Close(530, "NOT_ALLOWED - vhost nope not found", 10, 40));
            client.send(0, new ConnectionMethod.CloseOk());
            assertThat(client.endsWithin(1_000)).isTrue();
        }
    }

    @Test
    void aUserWithoutPermissionsMayNotEnter() throws Exception {
        broker.addUser("alice", "secret");
        try (RawClient client = started()) {
            client.send(0, RawClient.startOk("alice", "secret"));
            client.receive();
            client.send(0, new ConnectionMethod.TuneOk(2047, 131_072, 0), new ConnectionMethod.Open("/"));
            assertThat(client.receive())
                    .isEqualTo(new ConnectionMethod.Close(
                            530, "NOT_ALLOWED - access to vhost '/' refused for user 'alice'", 10, 40));
        }
    }

    @Test
    void whatAClientPipelinesBehindOpenIsNotLostOnTheWayToAnotherLoop() throws Exception {
        for (int i = 0; i < 8; i++) {
            broker.addVirtualHost("v" + i);
            try (RawClient client = started()) {
                client.send(0, RawClient.startOk("guest", "guest"));
                client.send(0, new ConnectionMethod.TuneOk(2047, 131_072, 0), new ConnectionMethod.Open("v" + i));
                client.send(1, new ChannelMethod.Open());
                client.send(2, new ChannelMethod.Open());
                assertThat(client.receive()).isInstanceOf(ConnectionMethod.Tune.class);
                assertThat(client.receive()).isEqualTo(new ConnectionMethod.OpenOk());
                assertThat(client.receive()).isEqualTo(new ChannelMethod.OpenOk());
                assertThat(client.receive()).isEqualTo(new ChannelMethod.OpenOk());
            }
        }
    }

    @Test
    void heartbeatsComeEveryHalfIntervalAndSilenceIsTheEnd() throws Exception {
        try (RawClient client = RawClient.open(broker.amqpPort(), "/", 1)) {
            client.receive();
            Instant start = Instant.now();
            int heartbeats = 0;
            while (client.receiveFrame() != null) {
                heartbeats++;
            }
            Duration life = Duration.between(start, Instant.now());
            assertThat(life).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(3_900));
            assertThat(heartbeats).isBetween(3, 7);
        }
    }

    @Test
    void aSecondOpenIsOutOfPlace() throws Exception {
        try (RawClient client = RawClient.open(broker.amqpPort(), "/", 0)) {
            client.receive();
            client.send(0, new ConnectionMethod.Open("/"));
            assertThat(client.receive())
                    .isEqualTo(new ConnectionMethod.Close(
                            504, "CHANNEL_ERROR - unexpected method in connection state running", 10, 40));
        }
    }

    @Test
    void closeIsAnsweredWhateverElseIsInFlight() throws Exception {
        try (RawClient client = RawClient.open(broker.amqpPort(), "/", 0)) {
            client.receive();
            client.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));
            assertThat(client.receive()).isEqualTo(new ConnectionMethod.CloseOk());
        }
    }
}
