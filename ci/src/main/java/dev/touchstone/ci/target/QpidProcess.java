package dev.touchstone.ci.target;

import dev.touchstone.suite.target.LastingPorts;
import dev.touchstone.suite.target.TargetUnavailable;
import dev.touchstone.suite.target.rabbitmq.Guardian;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process of Apache Qpid Broker-J, from the jars and the configuration in {@code ci/targets/qpid}: one port on loopback, one user,
 * everything in memory. When it is closed, or this JVM dies in whatever way, nothing of it stays.
 */
final class QpidProcess implements AutoCloseable {
    /** The variable that names the folder of the recipe, where it is not {@code ci/targets/qpid} below the current one. */
    private static final String FOLDER = "TOUCHSTONE_QPID";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String READY = "BRK-1004";
    private static final int LAST_WORDS = 15;

    private final Path recipe;
    private final Path node;
    private final Guardian guardian;
    private final int port;
    private final Process process;

    private QpidProcess(Path recipe) throws IOException {
        this.recipe = recipe;
        Path root = Files.createTempDirectory("touchstone-qpid-").toRealPath();
        guardian = Guardian.of(root);
        node = Files.createDirectory(root.resolve("node"));
        try (ServerSocket free = LastingPorts.reserve()) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(Guardian.guarded(node.resolve("broker.pid"), command()))
                .directory(node.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console().toFile())
                .start();
    }

    /**
     * Starts the broker; it accepts connections when this returns.
     *
     * @param environment may name the folder of the recipe
     * @throws TargetUnavailable if the jars were not fetched, or the broker does not start
     */
    static QpidProcess launch(Map<String, String> environment) {
        Path recipe =
                Path.of(environment.getOrDefault(FOLDER, "ci/targets/qpid")).toAbsolutePath();
        if (!Files.isDirectory(recipe.resolve("lib"))) {
            throw new TargetUnavailable("there are no jars of Qpid in " + recipe.resolve("lib")
                    + "; fetch them with ci/targets/qpid/install.sh, or name their folder in " + FOLDER);
        }
        try {
            QpidProcess launched = new QpidProcess(recipe);
            try {
                launched.awaitReady();
                return launched;
            } catch (RuntimeException e) {
                launched.close();
                throw e;
            }
        } catch (IOException e) {
            throw new TargetUnavailable("Qpid cannot be started: " + e.getMessage(), e);
        }
    }

    int port() {
        return port;
    }

    private Path console() {
        return node.resolve("console.log");
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=512m",
                "-Dqpid.work_dir=" + node,
                "-cp",
                recipe.resolve("lib").resolve("*").toString(),
                "org.apache.qpid.server.Main",
                "--store-type",
                "Memory",
                "--initial-config-path",
                recipe.resolve("broker.json").toString(),
                "--config-property",
                "qpid.amqp_port=" + port);
    }

    private void awaitReady() {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(START_LIMIT)
                    .until(() ->
                            !process.isAlive() || Files.readString(console()).contains(READY));
        } catch (ConditionTimeoutException e) {
            throw new TargetUnavailable(
                    "Qpid was not ready after " + START_LIMIT.toSeconds() + " s; its last words:" + lastWords());
        }
        if (!process.isAlive()) {
            throw new TargetUnavailable(
                    "Qpid did not start (exit code " + process.exitValue() + "); its last words:" + lastWords());
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(console());
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return " (its output cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Kills the process; its folder goes with it. */
    @Override
    public void close() {
        process.destroyForcibly();
        guardian.close();
    }
}
