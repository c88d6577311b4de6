package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What a node says about itself: status, cluster_status, environment, listeners (CTL-10, CTL-12). */
final class StatusWords {
    private static final double GIB = 1024.0 * 1024 * 1024;

    private final Asked node;
    private final CommandLine line;

    StatusWords(Asked node, CommandLine line) {
        this.node = node;
        this.line = line;
    }

    void addTo(Map<String, Word> all) {
        String name = NodeWords.name();
        all.put("status", Word.of(0, () -> "Status of node " + name + " ...", this::status));
        all.put("cluster_status", Word.of(0, () -> "Cluster status of node " + name + " ...", this::cluster));
        all.put("environment", Word.of(0, () -> "Application environment of node " + name + " ...", this::environment));
        all.put(
                "listeners",
                Word.of(
                        0,
                        () -> "Asking node " + name + " to report its protocol listeners ...",
                        () -> lines(listeners())));
        all.put("alarms", Word.of(0, () -> "Listing alarms on node " + name + " ...", () -> lines(alarms(about()))));
        all.put(
                "server_version",
                Word.of(
                        0,
                        () -> "Asking node " + name + " for its RabbitMQ version...",
                        () -> overview().path("rabbitmq_version").asText()));
        all.put(
                "product_info",
                Word.of(
                        0,
                        () -> "Asking node " + name + " for its product information...",
                        () -> overview().path("product_name").asText() + " "
                                + overview().path("product_version").asText()));
    }

    private JsonNode overview() {
        return node.get("overview");
    }

    private JsonNode about() {
        return node.get("nodes/" + Asked.path(NodeWords.name()));
    }

    private static String lines(List<String> lines) {
        return String.join(System.lineSeparator(), lines);
    }

    /** Alarms in RabbitMQ's words. */
    static List<String> alarms(JsonNode about) {
        List<String> alarms = new ArrayList<>();
        if (about.path("mem_alarm").asBoolean()) {
            alarms.add("Memory alarm on node " + NodeWords.name());
        }
        if (about.path("disk_free_alarm").asBoolean()) {
            alarms.add("Free disk space alarm on node " + NodeWords.name());
        }
        return alarms;
    }

    private List<String> listeners() {
        List<String> all = new ArrayList<>();
        for (JsonNode listener : overview().path("listeners")) {
            String protocol = listener.path("protocol").asText();
            all.add("Interface: " + listener.path("ip_address").asText() + ", port: "
                    + listener.path("port").asText() + ", protocol: " + protocol + ", purpose: " + purpose(protocol));
        }
        return all;
    }

    private static String purpose(String protocol) {
        return switch (protocol) {
            case "amqp" -> "AMQP 0-9-1 and AMQP 1.0";
            case "amqp/ssl" -> "AMQP 0-9-1 and AMQP 1.0 over TLS";
            case "http" -> "HTTP API";
            case "https" -> "HTTP API over TLS (HTTPS)";
            case "http/prometheus" -> "Prometheus exporter API over HTTP";
            default -> protocol;
        };
    }

    private String status() {
        JsonNode about = about();
        JsonNode overview = overview();
        if (line.isJson()) {
            return Asked.write(summary(about, overview));
        }
        Sections text = new Sections();
        text.section("Runtime")
                .fact("OS PID", about.path("os_pid").asText())
                .fact("OS", System.getProperty("os.name"))
                .fact("Uptime (seconds)", about.path("uptime").asLong() / 1000)
                .fact("Is under maintenance?", about.path("being_drained").asBoolean())
                .fact("RabbitMQ version", overview.path("rabbitmq_version").asText())
                .fact(
                        "Product",
                        overview.path("product_name").asText() + " "
                                + overview.path("product_version").asText())
                .fact("Node name", NodeWords.name())
                .fact("Threads", about.path("proc_used").asText());
        text.section("Plugins").items(texts(about.path("enabled_plugins")));
        text.section("Data directory")
                .fact("Node data directory", about.path("db_dir").asText());
        text.section("Alarms").items(alarms(about));
        text.section("Memory")
                .fact("Total memory used", gib(about.path("mem_used")))
                .fact(
                        "Calculation strategy",
                        about.path("mem_calculation_strategy").asText())
                .fact("Memory limit", gib(about.path("mem_limit")));
        text.section("File Descriptors")
                .fact(
                        "Total",
                        about.path("fd_used").asText() + ", limit: "
                                + about.path("fd_total").asText())
                .fact(
                        "Sockets",
                        about.path("sockets_used").asText() + ", limit: "
                                + about.path("sockets_total").asText());
        text.section("Free Disk Space")
                .fact("Low free disk space watermark", gib(about.path("disk_free_limit")))
                .fact("Free disk space", gib(about.path("disk_free")));
        JsonNode totals = overview.path("object_totals");
        text.section("Totals")
                .fact("Connection count", totals.path("connections").asLong())
                .fact("Queue count", totals.path("queues").asLong())
                .fact("Virtual host count", node.get("vhosts").size());
        text.section("Listeners").plain(listeners());
        return text.toString();
    }

    private Map<String, Object> summary(JsonNode about, JsonNode overview) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("node_name", NodeWords.name());
        all.put("pid", about.path("os_pid").asLong());
        all.put("os", System.getProperty("os.name"));
        all.put("uptime", about.path("uptime").asLong() / 1000);
        all.put("is_under_maintenance", about.path("being_drained").asBoolean());
        all.put("rabbitmq_version", overview.path("rabbitmq_version"));
        all.put("product_name", overview.path("product_name"));
        all.put("product_version", overview.path("product_version"));
        all.put("active_plugins", about.path("enabled_plugins"));
        all.put("data_directory", about.path("db_dir"));
        all.put("alarms", alarms(about));
        all.put("memory", Map.of("total", Map.of("allocated", about.path("mem_used"))));
        all.put("vm_memory_limit", about.path("mem_limit"));
        all.put("disk_free", about.path("disk_free"));
        all.put("disk_free_limit", about.path("disk_free_limit"));
        all.put("file_descriptors", Map.of("total_used", about.path("fd_used"), "total_limit", about.path("fd_total")));
        JsonNode totals = overview.path("object_totals");
        all.put(
                "totals",
                Map.of(
                        "connection_count", totals.path("connections"),
                        "queue_count", totals.path("queues"),
                        "virtual_host_count", node.get("vhosts").size()));
        all.put("listeners", overview.path("listeners"));
        return all;
    }

    private static List<String> texts(JsonNode list) {
        List<String> all = new ArrayList<>();
        list.forEach(each -> all.add(each.asText()));
        return all;
    }

    private static String gib(JsonNode octets) {
        return String.format(Locale.ROOT, "%.4f gb", octets.asLong() / GIB);
    }

    private String cluster() {
        JsonNode overview = overview();
        String name = NodeWords.name();
        String cluster = overview.path("cluster_name").asText();
        if (line.isJson()) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("cluster_name", cluster);
            all.put("disk_nodes", List.of(name));
            all.put("ram_nodes", List.of());
            all.put("running_nodes", List.of(name));
            all.put("partitions", Map.of());
            all.put("alarms", alarms(about()));
            all.put("maintenance_status", Map.of(name, "not under maintenance"));
            all.put("listeners", Map.of(name, overview.path("listeners")));
            return Asked.write(all);
        }
        Sections text = new Sections();
        text.section("Basics").fact("Cluster name", cluster);
        text.section("Disk Nodes").plain(List.of(name));
        text.section("Running Nodes").plain(List.of(name));
        text.section("Versions")
                .fact(
                        name,
                        "RabbitMQ " + overview.path("rabbitmq_version").asText() + " on Java "
                                + System.getProperty("java.version"));
        text.section("Maintenance status").fact("Node", name + ", status: not under maintenance");
        text.section("Alarms").items(alarms(about()));
        text.section("Network Partitions").items(List.of());
        text.section("Listeners")
                .plain(listeners().stream()
                        .map(each -> "Node: " + name + ", " + lower(each))
                        .toList());
        return text.toString();
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private String environment() {
        JsonNode all = node.node("GET", "environment", null).json();
        if (line.isJson()) {
            return Asked.write(all);
        }
        StringJoiner applications = new StringJoiner("," + System.lineSeparator() + " ", "[", "]");
        for (Map.Entry<String, JsonNode> application : all.properties()) {
            StringJoiner settings = new StringJoiner("," + System.lineSeparator() + "   ", "{", "]}");
            settings.add(application.getKey());
            String open = "[";
            for (Map.Entry<String, JsonNode> setting : application.getValue().properties()) {
                settings.add(open + "{" + setting.getKey() + "," + Terms.of(setting.getValue()) + "}");
                open = "";
            }
            applications.add(settings.toString());
        }
        return applications.toString();
    }

    /** Headings, and facts under them. */
    private static final class Sections {
        private final StringJoiner text = new StringJoiner(System.lineSeparator());

        Sections section(String name) {
            text.add(text.length() == 0 ? name : System.lineSeparator() + name).add("");
            return this;
        }

        Sections fact(String name, Object value) {
            text.add(name + ": " + value);
            return this;
        }

        Sections items(List<String> items) {
            if (items.isEmpty()) {
                text.add("(none)");
            }
            items.forEach(item -> text.add(" * " + item));
            return this;
        }

        Sections plain(List<String> lines) {
            lines.forEach(text::add);
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
