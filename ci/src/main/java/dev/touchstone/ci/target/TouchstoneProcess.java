package dev.touchstone.ci.target;

import dev.touchstone.ci.Touchstone;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.LastingPorts;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;
import dev.touchstone.suite.target.rabbitmq.Guardian;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A process of the reference broker on a fixed port, with its data in a folder of its own. */
final class TouchstoneProcess implements NodeControl, AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String READY = "Server startup complete";
    private static final int LAST_WORDS = 15;

    private final Path root;
    private final Path node;
    private final Guardian guardian;
    private final int port;
    private Process process;

    private TouchstoneProcess() throws IOException {
        root = Files.createTempDirectory("touchstone-broker-").toRealPath();
        guardian = Guardian.of(root);
        node = Files.createDirectory(root.resolve("node"));
        port = freePort();
        process = spawn();
    }

    static TouchstoneProcess launch() {
        try {
            TouchstoneProcess launched = new TouchstoneProcess();
            try {
                launched.awaitReady();
                return launched;
            } catch (RuntimeException e) {
                launched.close();
                throw e;
            }
        } catch (IOException e) {
            throw new AdminException("a process of the reference broker cannot be started: " + e.getMessage(), e);
        }
    }

    /** A port that was free a moment ago. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = LastingPorts.reserve()) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    private Path console() {
        return node.resolve("console.log");
    }

    private Process spawn() throws IOException {
        Files.deleteIfExists(console());
        return new ProcessBuilder(Guardian.guarded(node.resolve("broker.pid"), command()))
                .directory(node.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console().toFile())
                .start();
    }

    /** The same program that runs here: the jar, or the class path of a development build. It is short-lived, so it starts fast. */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", absoluteClassPath(), Touchstone.class.getName(), "broker"));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(List.of("--data", node.resolve("data").toString()));
        return command;
    }

    private static String absoluteClassPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    private void awaitReady() {
        Process starting = process;
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(START_LIMIT)
                    .until(() ->
                            !starting.isAlive() || Files.readString(console()).contains(READY));
        } catch (ConditionTimeoutException e) {
            throw new AdminException(
                    "the broker was not ready after " + START_LIMIT.toSeconds() + " s; its last words:" + lastWords());
        }
        if (!starting.isAlive()) {
            throw new AdminException(
                    "the broker did not start (exit code " + starting.exitValue() + "); its last words:" + lastWords());
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

    @Override
    public synchronized void stop() {
        end(process.toHandle()::destroy);
    }

    @Override
    public synchronized void kill() {
        end(process.toHandle()::destroyForcibly);
    }

    private void end(Runnable how) {
        how.run();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AdminException("the broker did not end within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        if (process.isAlive()) {
            return;
        }
        try {
            process = spawn();
        } catch (IOException e) {
            throw new AdminException("the broker cannot be started again: " + e.getMessage(), e);
        }
        awaitReady();
    }

    @Override
    public void suspendListeners() {
        throw new UnsupportedByTarget("the listeners of another process cannot be suspended yet");
    }

    @Override
    public void resumeListeners() {
        throw new UnsupportedByTarget("the listeners of another process cannot be suspended yet");
    }

    @Override
    public String control(String... words) {
        throw new UnsupportedByTarget("the reference broker has no control command: " + String.join(" ", words));
    }

    /** Kills the process; its folder goes with it. */
    @Override
    public synchronized void close() {
        process.destroyForcibly();
        guardian.close();
    }
}
