package dev.touchstone.ci.hop;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every method of Hop, RabbitMQ's Java client for the management API, on our broker; on another one with {@code -Dhop.api=http://127.0.0.1:15672/api/
 * -Dhop.amqp=amqp://127.0.0.1:5672} (user guest; a RabbitMQ needs the plugins rabbitmq_shovel_management and rabbitmq_federation).
 */
class HopTest {
    private static @Nullable Broker broker;
    private static URI api = URI.create(System.getProperty("hop.api", "http://127.0.0.1/"));
    private static URI amqp = URI.create(System.getProperty("hop.amqp", "amqp://127.0.0.1/"));

    @BeforeAll
    static void aBroker() {
        if (System.getProperty("hop.api") == null) {
            Broker started = Broker.start();
            broker = started;
            api = started.startManagement(new BrokerConfig.Management(0, -1)).resolve("/api/");
            amqp = URI.create(started.amqpUri());
        }
    }

    @AfterAll
    static void end() {
        if (broker != null) {
            broker.close();
        }
    }

    private static Map<String, HopCall> calls() {
        Map<String, HopCall> calls = new TreeMap<>();
        for (Map<String, HopCall> some : Arrays.asList(
                NodeCalls.all(), ObjectCalls.all(), BindingCalls.all(), UserCalls.all(), RuleCalls.all())) {
            some.forEach((method, call) -> assertThat(calls.put(method, call)).isNull());
        }
        return calls;
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A new version's new method has no call here, and this says so. */
    @Test
    void everyMethodIsCalled() {
        assertThat(calls().keySet())
                .isEqualTo(Arrays.stream(Client.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                        .map(HopTest::signature)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @TestFactory
    Stream<DynamicTest> calling() throws Exception {
        Client client = new Client(
                new ClientParameters().url(api.toURL()).username("guest").password("guest"));
        return calls().entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
                    try (HopBench hop = new HopBench(client, amqp)) {
                        call.getValue().on(hop);
                    }
                }));
    }
}
