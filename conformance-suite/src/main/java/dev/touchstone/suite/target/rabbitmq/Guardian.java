package dev.touchstone.suite.target.rabbitmq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small shell process that outlives this JVM by a moment. It waits until its standard input ends, which happens also when the
 * JVM is killed with SIGKILL, then kills every process whose id stands in a {@code *.pid} file and removes the folder. So no node
 * is ever left behind.
 */
public final class Guardian implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            while read -r line; do :; done
            for i in 1 2; do
              for file in "$1"/*/*.pid; do
                [ -f "$file" ] && kill -9 "$(cat "$file")" 2>/dev/null
              done
            done
            rm -rf "$1" || { sleep 1; rm -rf "$1"; }
            """;

    private final Process process;

    private Guardian(Process process) {
        this.process = process;
    }

    /** Watches over that folder. */
    public static Guardian of(Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of("sh", "-c", SCRIPT, "touchstone-guardian", folder.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .directory(Path.of("/").toFile())
                .start();
        return new Guardian(process);
    }

    /** The command that writes its own process id into a file and then becomes that program, deaf to Ctrl-C. */
    public static List<String> guarded(Path pidFile, List<String> command) {
        List<String> words = new java.util.ArrayList<>(
                List.of("sh", "-c", "trap '' INT; echo $$ > \"$0\"; exec \"$@\"", pidFile.toString()));
        words.addAll(command);
        return words;
    }

    static void forget(Path pidFile) throws IOException {
        Files.deleteIfExists(pidFile);
    }

    /** Lets the guardian do its work and waits for it. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
