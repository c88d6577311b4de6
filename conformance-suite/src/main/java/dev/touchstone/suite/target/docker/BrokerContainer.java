package dev.touchstone.suite.target.docker;

import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.TargetUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** One container with a broker in it, through Testcontainers. */
final class BrokerContainer implements AutoCloseable {
    private static final int AMQP = 5672;
    private static final int MANAGEMENT = 15672;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final GenericContainer<?> container;
    private final boolean controlCommand;

    private BrokerContainer(GenericContainer<?> container) {
        this.container = container;
        this.controlCommand = execute("rabbitmqctl", "version").getExitCode() == 0;
    }

    static BrokerContainer start(String image, List<String> config) {
        if (!engineAnswers()) {
            throw new TargetUnavailable("no container engine answers on this machine: start Docker or set DOCKER_HOST,"
                    + " or judge another target than docker:" + image);
        }
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(AMQP, MANAGEMENT)
                .waitingFor(Wait.forListeningPorts(AMQP).withStartupTimeout(START_LIMIT));
        if (!config.isEmpty()) {
            container.withCopyToContainer(
                    Transferable.of(String.join("\n", config) + "\n"), "/etc/rabbitmq/conf.d/90-touchstone.conf");
        }
        try {
            container.start();
            return new BrokerContainer(container);
        } catch (ContainerLaunchException e) {
            container.close();
            throw new TargetUnavailable(
                    "the image " + image + " cannot be had or does not start: " + rootOf(e) + helpersMissing(), e);
        }
    }

    /** Testcontainers throws where it finds no way to an engine. */
    private static boolean engineAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (IllegalStateException e) {
            return false;
        } catch (RuntimeException e) {
            throw new TargetUnavailable("the container engine cannot be used: " + rootOf(e) + helpersMissing(), e);
        }
    }

    /** What to do on a machine that pulls nothing. */
    private static String helpersMissing() {
        return "; Testcontainers also needs two small images of its own, or TESTCONTAINERS_RYUK_DISABLED=true and"
                + " TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE set to one that is there";
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    String host() {
        return container.getHost();
    }

    int amqpPort() {
        return container.getMappedPort(AMQP);
    }

    int managementPort() {
        return container.getMappedPort(MANAGEMENT);
    }

    boolean hasControlCommand() {
        return controlCommand;
    }

    /** Waits for the management API; a RabbitMQ image without it is told to switch it on. */
    boolean awaitManagement(HttpAdmin admin) {
        if (controlCommand) {
            execute("rabbitmq-plugins", "enable", "rabbitmq_management");
        }
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(controlCommand ? 30 : 5))
                    .ignoreExceptionsInstanceOf(AdminException.class)
                    .until(() -> admin.http()
                                    .send("GET", "/api/overview", "", Map.of())
                                    .status()
                            == 200);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Runs a program inside. */
    ExecResult execute(String... command) {
        try {
            return container.execInContainer(command);
        } catch (IOException | UnsupportedOperationException e) {
            throw new AdminException(command[0] + " cannot be run in the container: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException("interrupted while running " + command[0] + " in the container", e);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
