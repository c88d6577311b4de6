package dev.touchstone.ci.target;

import dev.touchstone.suite.target.TargetUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process of Apache Qpid Broker-J, from the jars and the configuration in {@code ci/targets/qpid}: one port on loopback, one user,
 * everything in memory.
 */
final class QpidProcess {
    /** The variable that names the folder of the recipe, where it is not {@code ci/targets/qpid} below the current one. */
    private static final String FOLDER = "TOUCHSTONE_QPID";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String READY = "BRK-1004";

    private QpidProcess() {}

    /**
     * Starts the broker; it accepts connections when this returns.
     *
     * @param environment may name the folder of the recipe
     * @throws TargetUnavailable if the jars were not fetched, or the broker does not start
     */
    static GuardedProcess launch(Map<String, String> environment) {
        Path recipe =
                Path.of(environment.getOrDefault(FOLDER, "ci/targets/qpid")).toAbsolutePath();
        if (!Files.isDirectory(recipe.resolve("lib"))) {
            throw new TargetUnavailable("there are no jars of Qpid in " + recipe.resolve("lib")
                    + "; fetch them with ci/targets/qpid/install.sh, or name their folder in " + FOLDER);
        }
        try {
            return GuardedProcess.launch(new GuardedProcess.Program(
                    "Qpid", home -> command(recipe, home), READY, START_LIMIT, TargetUnavailable::new));
        } catch (IOException e) {
            throw new TargetUnavailable("Qpid cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(Path recipe, GuardedProcess.Home home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=512m",
                "-Dqpid.work_dir=" + home.folder(),
                "-cp",
                recipe.resolve("lib").resolve("*").toString(),
                "org.apache.qpid.server.Main",
                "--store-type",
                "Memory",
                "--initial-config-path",
                recipe.resolve("broker.json").toString(),
                "--config-property",
                "qpid.amqp_port=" + home.port());
    }
}
