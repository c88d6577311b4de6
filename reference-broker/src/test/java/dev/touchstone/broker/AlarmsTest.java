package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.junit.EmbeddedBroker;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Memory and disk alarms: who is blocked, who is told, and when it is over (BLOCK-01 to BLOCK-07). */
class AlarmsTest {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private String event() throws InterruptedException {
        return String.valueOf(events.poll(5, TimeUnit.SECONDS));
    }

    private Channel publisher(Connection connection) throws Exception {
        connection.addBlockedListener(events::add, () -> events.add("unblocked"));
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        channel.queueDeclare("q", false, false, false, null);
        return channel;
    }

    private static void publish(Channel channel) throws Exception {
        channel.basicPublish("", "q", null, new byte[1]);
    }

    @Test
    @EmbeddedBroker
    void theLastOfTwoAlarmsUnblocks(Broker broker, Connection connection, ConnectionFactory factory) throws Exception {
        Channel channel = publisher(connection);
        broker.raiseAlarm(ResourceAlarm.DISK);
        assertThat(broker.alarms()).containsExactly(ResourceAlarm.DISK);
        publish(channel);
        assertThat(event()).isEqualTo("low on disk");
        broker.raiseAlarm(ResourceAlarm.MEMORY);
        broker.clearAlarm(ResourceAlarm.DISK);
        Connection second = factory.newConnection();
        second.addBlockedListener(reason -> events.add("second: " + reason), () -> {});
        publish(second.createChannel());
        assertThat(event()).isEqualTo("second: low on memory");
        // Nobody reads from it, a close would wait for its answer.
        second.abort(1);
        broker.clearAlarm(ResourceAlarm.MEMORY);
        assertThat(event()).isEqualTo("unblocked");
        assertThat(channel.waitForConfirms(5_000)).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    @EmbeddedBroker
    void bothAlarmsAreOneReason(Broker broker, Connection connection) throws Exception {
        Channel channel = publisher(connection);
        broker.raiseAlarm(ResourceAlarm.MEMORY);
        broker.raiseAlarm(ResourceAlarm.DISK);
        publish(channel);
        assertThat(event()).isEqualTo("low on memory & disk");
        broker.clearAlarm(ResourceAlarm.DISK);
        broker.clearAlarm(ResourceAlarm.MEMORY);
        assertThat(event()).isEqualTo("unblocked");
    }

    @Test
    @EmbeddedBroker
    void aVirtualHostThatIsMadeUnderAnAlarmIsUnderItToo(Broker broker, ConnectionFactory factory) throws Exception {
        broker.raiseAlarm(ResourceAlarm.MEMORY);
        broker.addVirtualHost("late");
        factory.setVirtualHost("late");
        try (Connection connection = factory.newConnection()) {
            Channel channel = publisher(connection);
            assertThat(states(broker)).containsExactly("blocking");
            publish(channel);
            assertThat(event()).isEqualTo("low on memory");
            assertThat(states(broker)).containsExactly("blocked");
            broker.clearAlarm(ResourceAlarm.MEMORY);
            assertThat(event()).isEqualTo("unblocked");
            await().until(() -> states(broker).equals(List.of("running")));
        }
    }

    private static List<String> states(Broker broker) {
        return broker.connections().stream().map(ConnectionInfo::state).toList();
    }
}
