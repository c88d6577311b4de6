package dev.touchstone.suite.target.rabbitmq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of links that looks like the home of a RabbitMQ but holds only the plugins that are needed. Erlang looks for each of a
 * thousand modules in the folders of all seventy plugins, one failing call after the other; with a third of the folders a node
 * starts in two thirds of the time. The files themselves are the installed ones.
 */
final class TrimmedHome {
    private static final Pattern DEPENDENCIES =
            Pattern.compile("\\{\\s*(?:included_)?applications\\s*,\\s*\\[([^\\]]*)\\]");
    private static final Pattern WORD = Pattern.compile("[a-z][a-zA-Z0-9_]*");
    private static final List<String> ALWAYS = List.of("rabbit", "rabbitmq_prelaunch");

    private final Map<String, Path> installed = new HashMap<>();
    private final Set<String> needed = new LinkedHashSet<>();

    private TrimmedHome() {}

    /**
     * Makes the links in an empty folder.
     *
     * @return that folder, or the home itself where the installation has another shape (plugins as archives)
     */
    static Path make(RabbitInstallation rabbit, Path folder, Collection<String> plugins) throws IOException {
        TrimmedHome trimmed = new TrimmedHome();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(rabbit.home().resolve("plugins"))) {
            for (Path plugin : all) {
                String name = RabbitInstallation.fileName(plugin);
                if (name.endsWith(".ez")) {
                    return rabbit.home();
                }
                trimmed.installed.put(name.replaceAll("-[^-]*$", ""), plugin);
            }
        }
        for (String name : ALWAYS) {
            trimmed.need(name);
        }
        for (String name : plugins) {
            trimmed.need(name);
        }
        trimmed.link(rabbit.home(), folder);
        return folder;
    }

    private void need(String name) throws IOException {
        Path plugin = installed.get(name);
        if (plugin == null || !needed.add(name)) {
            return;
        }
        Path description = plugin.resolve("ebin").resolve(name + ".app");
        if (!Files.exists(description)) {
            return;
        }
        Matcher lists = DEPENDENCIES.matcher(Files.readString(description, StandardCharsets.UTF_8));
        while (lists.find()) {
            Matcher words = WORD.matcher(lists.group(1));
            while (words.find()) {
                need(words.group());
            }
        }
    }

    private void link(Path home, Path folder) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        for (String name : needed) {
            Path plugin = installed.get(name);
            if (plugin != null) {
                Files.createSymbolicLink(plugins.resolve(RabbitInstallation.fileName(plugin)), plugin);
            }
        }
        Files.createSymbolicLink(folder.resolve("sbin"), home.resolve("sbin"));
        Files.createSymbolicLink(folder.resolve("escript"), home.resolve("escript"));
    }
}
