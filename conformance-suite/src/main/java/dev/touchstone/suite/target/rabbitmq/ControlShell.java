package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.NodeControl.Outcome;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * RabbitMQ's own command line tools for one node, kept in one virtual machine: starting one costs a second, a further command a
 * few hundredths. The code, its arguments, output and exit codes are those of the tools themselves. It ends when its input does,
 * so also with this JVM.
 */
final class ControlShell implements AutoCloseable {
    private static final String SCRIPT = "control-shell.escript";
    private static final String ANSWER = "#answer ";

    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    private ControlShell(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the machine.
     *
     * @param folder of the node
     * @param home of RabbitMQ, with the folders escript and plugins
     */
    static ControlShell start(Commands commands, Path folder, Path home) {
        try (InputStream text = Objects.requireNonNull(ControlShell.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Path script = folder.resolve(SCRIPT);
            Files.write(script, text.readAllBytes());
            Path modules = Files.createDirectories(folder.resolve("control-modules"));
            ProcessBuilder builder = commands.builder(List.of(
                    "escript",
                    script.toString(),
                    home.resolve("escript").resolve("rabbitmqctl").toString(),
                    modules.toString(),
                    home.resolve("plugins").toString()));
            builder.environment().put("RABBITMQ_HOME", home.toString());
            builder.environment()
                    .put("RABBITMQ_PLUGINS_DIR", home.resolve("plugins").toString());
            builder.redirectError(folder.resolve("control-shell.log").toFile());
            return new ControlShell(builder.start());
        } catch (IOException e) {
            throw new AdminException("the command line tools cannot be started: " + e.getMessage(), e);
        }
    }

    /** Runs a tool such as {@code rabbitmqctl} with these words. */
    synchronized Outcome run(String tool, List<String> words) {
        StringBuilder term = new StringBuilder("[\"--script-name\",").append(quoted(tool));
        words.forEach(word -> term.append(',').append(quoted(word)));
        try {
            input.write(term.append("].\n").toString());
            input.flush();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ANSWER)) {
                    return outcome(line.substring(ANSWER.length()));
                }
            }
            throw new AdminException(tool + " ended without an answer to " + words);
        } catch (IOException e) {
            throw new AdminException(tool + " " + words + " cannot be run: " + e.getMessage(), e);
        }
    }

    private static Outcome outcome(String line) {
        int blank = line.indexOf(' ');
        byte[] text = Base64.getDecoder().decode(line.substring(blank + 1).strip());
        return new Outcome(
                Integer.parseInt(line.substring(0, blank)), new String(text, StandardCharsets.UTF_8).strip());
    }

    /** A string of Erlang's. */
    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
