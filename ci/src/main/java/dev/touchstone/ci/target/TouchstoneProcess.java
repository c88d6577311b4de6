package dev.touchstone.ci.target;

import dev.touchstone.ci.Touchstone;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the reference broker on a fixed port, with its data in a folder of its own. */
final class TouchstoneProcess implements NodeControl, AutoCloseable {
    private static final GuardedProcess.Program PROGRAM = new GuardedProcess.Program(
            "the broker",
            TouchstoneProcess::command,
            "Server startup complete",
            Duration.ofSeconds(60),
            AdminException::new);

    private final GuardedProcess guarded;

    private TouchstoneProcess(GuardedProcess guarded) {
        this.guarded = guarded;
    }

    /**
     * Starts the broker; it accepts connections when this returns.
     *
     * @throws AdminException if it does not
     */
    static TouchstoneProcess launch() {
        try {
            return new TouchstoneProcess(GuardedProcess.launch(PROGRAM));
        } catch (IOException e) {
            throw new AdminException("a process of the reference broker cannot be started: " + e.getMessage(), e);
        }
    }

    Endpoint endpoint() {
        return guarded.endpoint();
    }

    /** The same program that runs here: the jar, or the class path of a development build. It is short-lived, so it starts fast. */
    private static List<String> command(GuardedProcess.Home home) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // The jar says so itself, but that counts for -jar only.
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", absoluteClassPath(), Touchstone.class.getName(), "broker"));
        command.addAll(List.of("--port", Integer.toString(home.port())));
        command.addAll(List.of("--data", home.folder().resolve("data").toString()));
        return command;
    }

    private static String absoluteClassPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    @Override
    public synchronized void stop() {
        end(guarded.process().toHandle()::destroy);
    }

    @Override
    public synchronized void kill() {
        end(guarded.process().toHandle()::destroyForcibly);
    }

    private void end(Runnable how) {
        how.run();
        try {
            if (!guarded.process().waitFor(20, TimeUnit.SECONDS)) {
                throw new AdminException("the broker did not end within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        if (guarded.process().isAlive()) {
            return;
        }
        try {
            guarded.restart();
        } catch (IOException e) {
            throw new AdminException("the broker cannot be started again: " + e.getMessage(), e);
        }
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
        guarded.close();
    }
}
