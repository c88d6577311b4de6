package dev.touchstone.suite.target.rabbitmq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of one node and the environment that keeps it apart from every other RabbitMQ: own HOME with its own Erlang cookie,
 * own data, logs, plugin list, configuration, node name and ports. Nothing of the caller's environment is passed on but PATH.
 *
 * @param home RabbitMQ's home, possibly a {@link TrimmedHome}
 * @param folder of this node, empty before
 * @param name node name without host
 * @param tlsFolder where the server finds {@code ca.pem}, {@code cert.pem}, {@code key.pem} when a client knocks
 */
record NodeFiles(Path home, Path folder, String name, Ports ports, Path tlsFolder) {
    /** RabbitMQ binds its schedulers to processors: those of several nodes would all wait for the first one. */
    private static final String FEW_THREADS = "+S 2:2 +SDio 2 +A 2 +stbt u";

    /** Writes all files. The configuration is written only where there is one: parsing its schema costs most of a second. */
    void write(List<String> config, List<String> plugins, String cookie) throws IOException {
        Path cookieFile = folder.resolve(".erlang.cookie");
        Files.writeString(cookieFile, cookie, StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(cookieFile, PosixFilePermissions.fromString("r--------"));
        Files.writeString(folder.resolve("enabled_plugins"), "[" + String.join(",", plugins) + "].\n");
        Files.writeString(folder.resolve("env.conf"), "");
        if (!config.isEmpty()) {
            Files.writeString(folder.resolve("rabbitmq.conf"), String.join("\n", config) + "\n");
        }
    }

    String nodeName() {
        return name + "@localhost";
    }

    Path beamPid() {
        return folder.resolve("beam.pid");
    }

    Path epmdPid() {
        return folder.resolve("epmd.pid");
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin:/usr/sbin");
        environment.put("HOME", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("ERL_EPMD_PORT", Integer.toString(ports.epmd()));
        environment.put("RABBITMQ_NODENAME", nodeName());
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "0.0.0.0");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(ports.amqp()));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(ports.distribution()));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_PID_FILE", folder.resolve("rabbitmq.pidfile").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("env.conf").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", erlangArguments());
        environment.put("RABBITMQ_CTL_ERL_ARGS", "+S 1:1");
        // With this the script becomes the virtual machine instead of waiting for it as its child.
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        return environment;
    }

    /** Words are split at spaces by the script, so no value may hold one. */
    private String erlangArguments() {
        return String.join(
                " ",
                FEW_THREADS,
                "+B i",
                "-start_epmd false",
                "-kernel inet_dist_use_interface {127,0,0,1}",
                "-rabbitmq_management tcp_config [{port," + ports.management() + "},{ip,\"127.0.0.1\"}]",
                "-rabbit ssl_listeners [{\"127.0.0.1\"," + ports.tls() + "}]",
                "-rabbit ssl_options [{cacertfile,\"" + tlsFolder + "/ca.pem\"},{certfile,\"" + tlsFolder
                        + "/cert.pem\"},{keyfile,\"" + tlsFolder
                        + "/key.pem\"},{verify,verify_peer},{fail_if_no_peer_cert,false}]");
    }

    /** The last lines of the logs, to say why a node did not start. */
    String lastWords() {
        StringBuilder words = new StringBuilder();
        try {
            append(words, folder.resolve("console.log"));
            if (Files.isDirectory(folder.resolve("log"))) {
                try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder.resolve("log"))) {
                    for (Path log : logs) {
                        append(words, log);
                    }
                }
            }
        } catch (IOException e) {
            words.append("(its logs cannot be read: ").append(e.getMessage()).append(')');
        }
        return words.toString();
    }

    private static void append(StringBuilder words, Path log) throws IOException {
        if (Files.exists(log)) {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            lines.subList(Math.max(0, lines.size() - 15), lines.size())
                    .forEach(line -> words.append('\n').append(line));
        }
    }
}
