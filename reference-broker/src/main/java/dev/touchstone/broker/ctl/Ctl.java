package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control command: {@code rabbitmqctl} by another name, for the words that administrators type most. It talks to the management API:
 * {@code --url} (http://127.0.0.1:15672), {@code --user} and {@code --password} (guest). Of the original's options it takes {@code -n} (and ignores it),
 * {@code -p}, {@code -q}, {@code -s}, {@code --formatter table|json} and {@code --no-table-headers}.
 */
public final class Ctl {
    private static final Map<String, String> QUEUES =
            Map.of("policy", "policy", "slave_pids", "slave_nodes", "pid", "node", "leader", "leader");

    private final CommandLine line;
    private final Remote remote;
    private final PrintWriter out;

    /** A list: its path, the columns that it shows if none are asked for, and those that the API calls otherwise. */
    private record Listed(String path, List<String> columns, Map<String, String> inApi) {}

    private Ctl(CommandLine line, PrintWriter out) {
        this.line = line;
        this.out = out;
        this.remote = new Remote(
                URI.create(line.option("--url", "http://127.0.0.1:15672")),
                line.option("--user", "guest"),
                line.option("--password", "guest"));
    }

    /** Runs one command; what it says goes to {@code out}, what is wrong to {@code err}. Returns the exit code (CTL-01). */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        try {
            CommandLine line = CommandLine.of(arguments);
            if (line.words().isEmpty()) {
                throw new CtlException(CtlException.USAGE, "which command?");
            }
            new Ctl(line, out).run(line.words().get(0));
            out.flush();
            return 0;
        } catch (CtlException e) {
            out.flush();
            err.println("Error: " + e.getMessage());
            err.flush();
            return e.code();
        }
    }

    private void run(String command) {
        Listed listed = listed(command);
        if (listed != null) {
            list(command, listed);
            return;
        }
        Words.Word word = new Words(remote, line).all().get(command);
        if (word == null) {
            throw new CtlException(CtlException.USAGE, "command " + command + " is not here");
        }
        String said = word.run();
        if (!said.isEmpty()) {
            out.println(said);
        }
    }

    private void list(String command, Listed listed) {
        List<String> columns =
                line.from(0).isEmpty() || command.equals("list_user_permissions") ? listed.columns : line.from(0);
        if (!line.has("--quiet")
                && !line.has("--silent")
                && !line.option("--formatter", "table").equals("json")) {
            out.println("Listing " + command.substring("list_".length()).replace('_', ' ') + " ...");
        }
        Remote.Answer answer = remote.send("GET", listed.path, null);
        if (answer.status() == 404 && command.equals("list_user_permissions")) {
            throw new CtlException(CtlException.NO_USER, "User \"" + line.word(0) + "\" does not exist");
        }
        // A virtual host that does not exist lists nothing, and that is no error (CTL-03).
        JsonNode rows = answer.status() == 404 ? Remote.read("[]") : checked(answer);
        new Table(line, out).print(rows, columns, listed.inApi);
    }

    private static JsonNode checked(Remote.Answer answer) {
        if (answer.status() >= 400) {
            throw new CtlException(CtlException.UNAVAILABLE, answer.reason());
        }
        return answer.json();
    }

    private @Nullable Listed listed(String command) {
        String vhost = Remote.path(line.vhost());
        return switch (command) {
            case "list_users" -> new Listed("users", List.of("user", "tags"), Map.of("user", "name"));
            case "list_vhosts" -> new Listed("vhosts", List.of("name"), Map.of());
            case "list_permissions" ->
                new Listed("vhosts/" + vhost + "/permissions", List.of("user", "configure", "write", "read"), Map.of());
            case "list_user_permissions" ->
                new Listed(
                        "users/" + Remote.path(line.word(0)) + "/permissions",
                        List.of("vhost", "configure", "write", "read"),
                        Map.of());
            case "list_topic_permissions" ->
                new Listed(
                        "vhosts/" + vhost + "/topic-permissions",
                        List.of("user", "exchange", "write", "read"),
                        Map.of());
            case "list_policies" -> policies("policies/" + vhost);
            case "list_operator_policies" -> policies("operator-policies/" + vhost);
            case "list_parameters" -> new Listed("parameters", List.of("component", "name", "value"), Map.of());
            case "list_global_parameters" -> new Listed("global-parameters", List.of("name", "value"), Map.of());
            case "list_vhost_limits" ->
                new Listed("vhost-limits", List.of("vhost", "limits"), Map.of("limits", "value"));
            case "list_user_limits" -> new Listed("user-limits", List.of("user", "limits"), Map.of("limits", "value"));
            case "list_queues" -> new Listed("queues/" + vhost, List.of("name", "messages"), QUEUES);
            case "list_exchanges" -> new Listed("exchanges/" + vhost, List.of("name", "type"), Map.of());
            case "list_bindings" -> bindings("bindings/" + vhost);
            case "list_consumers" ->
                new Listed(
                        "consumers/" + vhost,
                        List.of("queue_name", "consumer_tag", "ack_required", "prefetch_count", "active", "arguments"),
                        Map.of("queue_name", "queue.name"));
            case "list_connections" ->
                new Listed("connections", List.of("user", "peer_host", "peer_port", "state"), Map.of("pid", "name"));
            case "list_channels" ->
                new Listed(
                        "channels",
                        List.of("name", "user", "consumer_count", "messages_unacknowledged"),
                        Map.of("pid", "name", "connection", "connection_details.name"));
            default -> null;
        };
    }

    private static Listed policies(String path) {
        return new Listed(path, List.of("vhost", "name", "pattern", "apply-to", "definition", "priority"), Map.of());
    }

    private static Listed bindings(String path) {
        return new Listed(
                path,
                List.of(
                        "source_name",
                        "source_kind",
                        "destination_name",
                        "destination_kind",
                        "routing_key",
                        "arguments"),
                Map.of(
                        "source_name",
                        "source",
                        "destination_name",
                        "destination",
                        "destination_kind",
                        "destination_type"));
    }
}
