package dev.touchstone.ci.target;

import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.LastingPorts;
import dev.touchstone.suite.target.rabbitmq.Guardian;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A broker as a process with a folder and a port of its own. What it prints is kept, so that one which does not come up leaves its last words. When it is
 * closed, or this JVM dies in whatever way, nothing of it stays.
 */
final class GuardedProcess implements AutoCloseable {
    private static final int LAST_WORDS = 15;

    private final Program program;
    private final Home home;
    private final Guardian guardian;
    private Process process;

    /**
     * What to run.
     *
     * @param name how failures call it
     * @param command what starts it in its home
     * @param ready what it prints when it accepts connections
     * @param startLimit how long that may take
     * @param failure what is thrown if it does not come up, made of why
     */
    record Program(
            String name,
            Function<Home, List<String>> command,
            String ready,
            Duration startLimit,
            Function<String, RuntimeException> failure) {}

    /**
     * Where a program lives.
     *
     * @param folder the working directory, at first empty
     * @param port a port of loopback that was free a moment ago
     */
    record Home(Path folder, int port) {
        private Path console() {
            return folder.resolve("console.log");
        }
    }

    private GuardedProcess(Program program) throws IOException {
        this.program = program;
        Path root = Files.createTempDirectory("touchstone-process-").toRealPath();
        guardian = Guardian.of(root);
        try (ServerSocket free = LastingPorts.reserve()) {
            home = new Home(Files.createDirectory(root.resolve("node")), free.getLocalPort());
        }
        process = spawn();
    }

    /**
     * Starts the program; it accepts connections when this returns.
     *
     * @throws IOException if there is no such program, no folder or no port
     */
    static GuardedProcess launch(Program program) throws IOException {
        GuardedProcess launched = new GuardedProcess(program);
        try {
            launched.awaitReady();
            return launched;
        } catch (RuntimeException e) {
            launched.close();
            throw e;
        }
    }

    /** Its port, for {@code guest}. */
    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", home.port(), "guest", "guest", "/", Optional.empty());
    }

    /** The process that runs now, or ran last. */
    Process process() {
        return process;
    }

    /** Starts the program again in its old home, after the process ended; it accepts connections when this returns. */
    void restart() throws IOException {
        process = spawn();
        awaitReady();
    }

    private Process spawn() throws IOException {
        Files.deleteIfExists(home.console());
        List<String> command = program.command().apply(home);
        return new ProcessBuilder(Guardian.guarded(home.folder().resolve("broker.pid"), command))
                .directory(home.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.console().toFile())
                .start();
    }

    private void awaitReady() {
        Process starting = process;
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(program.startLimit())
                    .until(() -> !starting.isAlive()
                            || Files.readString(home.console()).contains(program.ready()));
        } catch (ConditionTimeoutException e) {
            throw failure("was not ready after " + program.startLimit().toSeconds() + " s");
        }
        if (!starting.isAlive()) {
            throw failure("did not start (exit code " + starting.exitValue() + ")");
        }
    }

    private RuntimeException failure(String what) {
        return program.failure().apply(program.name() + " " + what + "; its last words:" + lastWords());
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(home.console());
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
