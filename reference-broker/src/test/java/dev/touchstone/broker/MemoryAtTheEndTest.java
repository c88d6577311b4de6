package dev.touchstone.broker;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.channel.Agenda;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A process may start and end many brokers: what messages lay in is free again after each. With the pool, which can be asked. */
class MemoryAtTheEndTest {
    /** More than one slice frees or gives back. */
    private static final int MANY = Agenda.SLICE + 100;

    /** Too large for the caches of threads, which are not counted as free. */
    private static final byte[] LARGE = new byte[40 * 1024];

    @Test
    void afterAnOrderlyEnd() throws Exception {
        check(Broker::close);
    }

    @Test
    void afterAKill() throws Exception {
        check(Broker::kill);
    }

    private static void check(Consumer<Broker> end) throws Exception {
        long before = inUse();
        Broker broker = Broker.start(BrokerConfig.defaults().withNativeTransport(true));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        Channel channel = connection.createChannel();
        fill(channel, "waiting", MANY);
        fill(channel, "outstanding", MANY);
        CountDownLatch all = new CountDownLatch(MANY);
        channel.basicConsume("outstanding", false, (tag, delivery) -> all.countDown(), tag -> {});
        all.await();
        end.accept(broker);
        connection.abort();
        await().until(() -> inUse() <= before);
    }

    private static void fill(Channel channel, String queue, int count) throws Exception {
        channel.queueDeclare(queue, false, false, false, Map.of());
        channel.confirmSelect();
        for (int i = 0; i < count; i++) {
            channel.basicPublish("", queue, null, LARGE);
        }
        channel.waitForConfirmsOrDie(60_000);
    }

    private static long inUse() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveNormalAllocations)
                .sum();
    }
}
