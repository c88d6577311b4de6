package dev.touchstone.broker.ctl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The lists by their words. */
final class Lists {
    private static final Map<String, Function<CommandLine, Listed>> ALL = all();

    private Lists() {}

    static Map<String, Function<CommandLine, Listed>> byWord() {
        return ALL;
    }

    private static Map<String, Function<CommandLine, Listed>> all() {
        Map<String, Function<CommandLine, Listed>> all = new TreeMap<>();
        users(all);
        rules(all);
        objects(all);
        clients(all);
        return all;
    }

    private static String vhost(CommandLine line) {
        return Asked.path(line.vhost());
    }

    private static String of(CommandLine line) {
        return " for vhost \"" + line.vhost() + "\" ...";
    }

    private static void users(Map<String, Function<CommandLine, Listed>> all) {
        all.put(
                "list_users",
                line -> Listed.of("users", "Listing users ...", "user", "tags").called(Map.of("user", "name")));
        all.put(
                "list_permissions",
                line -> Listed.of(
                        "vhosts/" + vhost(line) + "/permissions",
                        "Listing permissions" + of(line),
                        "user",
                        "configure",
                        "write",
                        "read"));
        all.put(
                "list_user_permissions",
                line -> Listed.of(
                        "users/" + Asked.path(line.word(0)) + "/permissions",
                        "Listing permissions for user \"" + line.word(0) + "\" ...",
                        "vhost",
                        "configure",
                        "write",
                        "read"));
        all.put(
                "list_topic_permissions",
                line -> Listed.of(
                        "vhosts/" + vhost(line) + "/topic-permissions",
                        "Listing topic permissions" + of(line),
                        "user",
                        "exchange",
                        "write",
                        "read"));
        all.put(
                "list_user_topic_permissions",
                line -> Listed.of(
                        "users/" + Asked.path(line.word(0)) + "/topic-permissions",
                        "Listing topic permissions for user \"" + line.word(0) + "\" ...",
                        "vhost",
                        "exchange",
                        "write",
                        "read"));
        all.put("list_user_limits", Lists::userLimits);
    }

    private static Listed userLimits(CommandLine line) {
        // RabbitMQ's default is guest, not everybody; on another machine --user is the name to log in with.
        String user = line.option("--user", "guest");
        Listed listed = line.has("--global")
                ? Listed.of("user-limits", "Listing limits for all users ...", "user", "limits")
                : Listed.of(
                        "user-limits/" + Asked.path(user), "Listing limits for user \"" + user + "\" ...", "limits");
        return listed.called(Map.of("limits", "value")).json("limits");
    }

    private static void rules(Map<String, Function<CommandLine, Listed>> all) {
        all.put(
                "list_vhosts",
                line -> Listed.of("vhosts", "Listing vhosts ...", "name")
                        .orAlso("tracing", "default_queue_type", "description", "tags", "cluster_state", "metadata"));
        all.put("list_policies", line -> policies("policies/" + vhost(line), "Listing policies" + of(line)));
        all.put(
                "list_operator_policies",
                line -> policies("operator-policies/" + vhost(line), "Listing operator policy overrides" + of(line)));
        all.put(
                "list_parameters",
                line -> Listed.of("parameters", "Listing runtime parameters" + of(line), "component", "name", "value")
                        .in(line.vhost())
                        .json("value"));
        all.put(
                "list_global_parameters",
                line -> Listed.of("global-parameters", "Listing global runtime parameters ...", "name", "value")
                        .json("value"));
        all.put(
                "list_vhost_limits",
                line -> line.has("--global")
                        ? Listed.of("vhost-limits", "Listing limits for all vhosts ...", "vhost", "limits")
                                .called(Map.of("limits", "value"))
                                .json("limits")
                        : Listed.of("vhost-limits/" + vhost(line), "Listing limits" + of(line), "limits")
                                .called(Map.of("limits", "value"))
                                .json("limits"));
        all.put(
                "list_feature_flags",
                line -> Listed.of("feature-flags", "Listing feature flags ...", "name", "state")
                        .orAlso("stability", "provided_by", "desc", "doc_url"));
    }

    private static Listed policies(String path, String banner) {
        return Listed.of(path, banner, "vhost", "name", "pattern", "apply-to", "definition", "priority")
                .json("definition");
    }

    private static void objects(Map<String, Function<CommandLine, Listed>> all) {
        all.put(
                "list_queues",
                line -> Listed.of(
                                "queues/" + vhost(line),
                                "Timeout: 60.0 seconds ..." + System.lineSeparator() + "Listing queues for vhost "
                                        + line.vhost() + " ...",
                                "name",
                                "messages")
                        .orAlso(InfoItems.QUEUE)
                        .called(InfoItems.QUEUE_IN_API));
        all.put(
                "list_exchanges",
                line -> Listed.of(
                                "exchanges/" + vhost(line),
                                "Listing exchanges for vhost " + line.vhost() + " ...",
                                "name",
                                "type")
                        .orAlso(
                                "durable",
                                "auto_delete",
                                "internal",
                                "arguments",
                                "policy",
                                "user_who_performed_action"));
        all.put(
                "list_bindings",
                line -> Listed.of(
                                "bindings/" + vhost(line),
                                "Listing bindings for vhost " + line.vhost() + "...",
                                "source_name",
                                "source_kind",
                                "destination_name",
                                "destination_kind",
                                "routing_key",
                                "arguments")
                        .orAlso("vhost")
                        .called(Map.of(
                                "source_name", "source",
                                "source_kind", "=exchange",
                                "destination_name", "destination",
                                "destination_kind", "destination_type")));
    }

    private static void clients(Map<String, Function<CommandLine, Listed>> all) {
        all.put(
                "list_consumers",
                line -> Listed.of(
                                "consumers/" + vhost(line),
                                "Listing consumers in vhost " + line.vhost() + " ...",
                                "queue_name",
                                "channel_pid",
                                "consumer_tag",
                                "ack_required",
                                "prefetch_count",
                                "active",
                                "arguments")
                        .orAlso("activity_status")
                        .called(Map.of("queue_name", "queue.name", "channel_pid", "channel_details.name")));
        all.put(
                "list_connections",
                line -> Listed.of("connections", "Listing connections ...", "user", "peer_host", "peer_port", "state")
                        .orAlso(InfoItems.CONNECTION)
                        .called(Map.of("pid", "name", "recv_cnt", "recv_oct", "send_cnt", "send_oct")));
        all.put(
                "list_channels",
                line -> Listed.of(
                                "channels",
                                "Listing channels ...",
                                "pid",
                                "user",
                                "consumer_count",
                                "messages_unacknowledged")
                        .orAlso(InfoItems.CHANNEL)
                        .called(Map.of("pid", "name", "connection", "connection_details.name")));
    }

    /** How many words may stand behind the list's own. */
    static int most(String word, Listed listed) {
        return listed.others() != null
                ? Word.ANY
                : List.of("list_user_permissions", "list_user_topic_permissions")
                                .contains(word)
                        ? 1
                        : 0;
    }
}
