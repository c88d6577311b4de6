package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.TargetUnavailable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A RabbitMQ on this machine. The scripts in its own {@code sbin} folder are used directly: the ones that a package puts on the
 * path switch to the user rabbitmq and to the folders of the system's service.
 *
 * @param home folder with {@code sbin}, {@code escript} and {@code plugins}
 * @param version such as {@code 3.10.8}, from the name of the plugin rabbit
 * @param erlang bin folders of Erlang, for {@code epmd} and {@code erl_call}
 */
public record RabbitInstallation(Path home, String version, List<Path> erlang) {
    private static final List<String> USUAL_PLACES =
            List.of("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");

    public RabbitInstallation {
        erlang = List.copyOf(erlang);
    }

    /**
     * Looks in {@code RABBITMQ_HOME}, the folders of the path and the usual places.
     *
     * @param environment the variables of the process
     * @throws TargetUnavailable if there is none, or Erlang is missing; the message says what to install
     */
    public static RabbitInstallation find(Map<String, String> environment) {
        List<Path> places = new ArrayList<>();
        Optional.ofNullable(environment.get("RABBITMQ_HOME"))
                .ifPresent(home -> places.add(Path.of(home).resolve("sbin")));
        List<Path> path = folders(environment.getOrDefault("PATH", ""));
        places.addAll(path);
        USUAL_PLACES.forEach(place -> places.add(Path.of(place)));
        return places.stream()
                .flatMap(place -> homeOf(place).stream())
                .flatMap(home -> versionOf(home).map(found -> new Found(home, found)).stream())
                .findFirst()
                .map(found -> new RabbitInstallation(found.home(), found.version(), erlangFolders(path)))
                .orElseThrow(() -> new TargetUnavailable("no RabbitMQ is installed on this machine: install the"
                        + " package rabbitmq-server, or unpack one and set RABBITMQ_HOME to its folder"));
    }

    private record Found(Path home, String version) {}

    private static List<Path> folders(String path) {
        List<Path> folders = new ArrayList<>();
        for (String folder : path.split(java.io.File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        folders.add(Path.of("/usr/bin"));
        return folders;
    }

    /** The folder above the real place of the script, if it looks like an installation and not like a package's wrapper. */
    private static Optional<Path> homeOf(Path place) {
        try {
            Path script = place.resolve("rabbitmq-server").toRealPath();
            Path sbin = Optional.ofNullable(script.getParent()).orElse(script);
            Path home = Optional.ofNullable(sbin.getParent()).orElse(sbin);
            return Files.exists(sbin.resolve("rabbitmq-env")) && Files.isDirectory(home.resolve("plugins"))
                    ? Optional.of(home)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> versionOf(Path home) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home.resolve("plugins"), "rabbit-*")) {
            for (Path plugin : found) {
                return Optional.of(
                        fileName(plugin).substring("rabbit-".length()).replaceAll("\\.ez$", ""));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static List<Path> erlangFolders(List<Path> path) {
        Path erl = path.stream()
                .map(folder -> folder.resolve("erl"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new TargetUnavailable("RabbitMQ is installed, but no Erlang: 'erl' is not on the path"));
        List<Path> folders = new ArrayList<>();
        try {
            Path bin = Optional.ofNullable(erl.toRealPath().getParent()).orElse(erl);
            folders.add(bin);
            Path root = Optional.ofNullable(bin.getParent()).orElse(bin);
            try (DirectoryStream<Path> runtimes = Files.newDirectoryStream(root, "erts-*")) {
                runtimes.forEach(runtime -> folders.add(runtime.resolve("bin")));
            }
        } catch (IOException e) {
            throw new TargetUnavailable("Erlang at " + erl + " cannot be read: " + e.getMessage(), e);
        }
        return folders;
    }

    /** A program of Erlang, such as {@code epmd}. */
    Optional<Path> erlangProgram(String name) {
        return erlang.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether a plugin of that name comes with this installation. */
    public boolean hasPlugin(String name) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home.resolve("plugins"), name + "-*")) {
            return found.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    static String fileName(Path path) {
        return Optional.ofNullable(path.getFileName()).orElse(path).toString();
    }
}
