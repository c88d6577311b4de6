package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.AdminException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs short programs with an environment that is exactly the given one, and returns what they print. */
final class Commands {
    private final Path folder;
    private final Map<String, String> environment;

    Commands(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Output (both streams) of a program that ended with 0. */
    String run(Duration limit, String input, List<String> command) {
        Path output = folder.resolve("command-" + System.nanoTime() + ".out");
        try {
            Process process = builder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AdminException(name(command) + " did not end within " + limit.toSeconds() + " s");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new AdminException(name(command) + " ended with " + process.exitValue() + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new AdminException(name(command) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException("interrupted while waiting for " + name(command), e);
        } finally {
            output.toFile().delete();
        }
    }

    /** A builder for a program that stays. */
    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private static String name(List<String> command) {
        return RabbitInstallation.fileName(Path.of(command.get(0)))
                + (command.size() > 1 ? " " + command.get(command.size() > 2 ? 2 : 1) : "");
    }
}
