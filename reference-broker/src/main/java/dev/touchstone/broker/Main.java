package dev.touchstone.broker;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A broker as a process: {@code --port N}, {@code --host ADDRESS}, {@code --loops N}, {@code --data FOLDER}; ends with the process. */
public final class Main {
    private static final int AMQP_PORT = 5672;

    private Main() {}

    /** Starts the broker and waits for the end of the process. */
    public static void main(String[] arguments) throws InterruptedException {
        BrokerConfig config = BrokerConfig.defaults().withAddress("127.0.0.1", AMQP_PORT);
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            config = with(config, arguments[i], arguments[i + 1]);
        }
        Broker broker = Broker.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "touchstone-stop"));
        PrintStream out = System.out;
        out.println(broker.amqpUri() + " Server startup complete");
        new CountDownLatch(1).await();
    }

    private static BrokerConfig with(BrokerConfig config, String option, String value) {
        return switch (option) {
            case "--port" -> config.withAddress(config.host(), Integer.parseInt(value));
            case "--host" -> config.withAddress(value, config.port()).withLoopbackUsers(Set.of("guest"));
            case "--loops" -> config.withLoops(Integer.parseInt(value));
            case "--data" -> config.withData(Path.of(value));
            case "--native" -> config.withNativeTransport(Boolean.parseBoolean(value));
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }
}
