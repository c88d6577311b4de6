package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.Churn;
import dev.touchstone.broker.Logins;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.broker.connection.MemoryLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The node: memory, disk, file handles (MGMT-03). */
final class NodesResource {
    /** What is counted of the node: its own figures, and from {@link #CHURN} on who came and went, which the overview shows. */
    static final List<String> FIGURES = List.of(
            "mem_used",
            "disk_free",
            "fd_used",
            "sockets_used",
            "proc_used",
            "channel_closed",
            "channel_created",
            "connection_closed",
            "connection_created");

    static final int CHURN = 5;

    private final Site site;

    NodesResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("nodes", this::nodes).get("nodes/:node", this::node).get("nodes/:node/memory", this::memory);
    }

    private Reply nodes(Call call) {
        call.who().mustMonitor();
        return new Listing(call.query())
                .of(List.of(new Listing.Row("", Site.NODE, () -> doc(Ranges.of(call.query())))));
    }

    private Reply node(Call call) {
        call.who().mustMonitor();
        check(call);
        return new Listing(call.query()).of(doc(Ranges.of(call.query())));
    }

    private static void check(Call call) {
        if (!call.at("node").equals(Site.NODE)) {
            throw ApiException.notFound();
        }
    }

    private Reply memory(Call call) {
        call.who().mustMonitor();
        check(call);
        Runtime runtime = Runtime.getRuntime();
        long used = site.broker().resources().usedMemory();
        return Reply.of(new Doc()
                .with(
                        "memory",
                        new Doc()
                                .with("heap", used)
                                .with("strategy", "heap")
                                .with(
                                        "total",
                                        new Doc()
                                                .with("allocated", runtime.totalMemory())
                                                .with("rss", used))));
    }

    /** The node as lists show it. */
    Doc doc() {
        return doc(Ranges.NONE);
    }

    private Doc doc(Ranges ranges) {
        Administration broker = site.broker();
        BrokerConfig config = broker.config();
        Runtime runtime = Runtime.getRuntime();
        Path data = config.data();
        Doc doc = new Doc()
                .with("applications", List.of())
                .with("auth_mechanisms", mechanisms(config))
                .with("being_drained", false)
                .with("cluster_links", List.of())
                .with("config_files", List.of())
                .with("contexts", List.of())
                .with("db_dir", data == null ? "" : data.toString())
                .with("disk_free_alarm", broker.alarms().contains(ResourceAlarm.DISK))
                .with("disk_free_limit", broker.resources().limit(ResourceAlarm.DISK))
                .with("enabled_plugins", enabledPlugins(config))
                .with("exchange_types", OverviewResource.exchangeTypes(broker))
                .with("fd_total", maxFileHandles())
                .with("log_files", List.of())
                .with("mem_alarm", broker.alarms().contains(ResourceAlarm.MEMORY))
                .with("mem_calculation_strategy", "heap")
                .with("mem_limit", broker.resources().limit(ResourceAlarm.MEMORY))
                .with("message_memory_limit", memory(config.memory()))
                .with("name", Site.NODE)
                .with("net_ticktime", 60)
                .with("os_pid", String.valueOf(ProcessHandle.current().pid()))
                .with("partitions", List.of())
                .with("proc_total", 1_048_576)
                .with("processors", runtime.availableProcessors())
                .with("rates_mode", "basic")
                .with("run_queue", 0)
                .with("running", true)
                .with("sockets_total", 65_535)
                .with("type", "disc")
                .with(
                        "uptime",
                        Duration.between(broker.startedAt(), Instant.now()).toMillis());
        long[] figures = figures(broker);
        Growth growth = new Growth(site.sampler(), List.of(Sampler.Key.node()), ranges);
        for (int i = 0; i < CHURN; i++) {
            doc.with(FIGURES.get(i), figures[i]);
            growth.on(doc, FIGURES.get(i), i, Ranges.Kind.NODE);
        }
        return doc;
    }

    /** What is counted of the node, in the order of {@link #FIGURES}. */
    static long[] figures(Administration broker) {
        Churn churn = broker.churn();
        return new long[] {
            broker.resources().usedMemory(),
            broker.resources().freeDisk(),
            fileHandles(),
            churn.connectionsOpened() - churn.connectionsClosed(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            churn.channelsClosed(),
            churn.channelsOpened(),
            churn.connectionsClosed(),
            churn.connectionsOpened()
        };
    }

    private static long memory(MemoryLimits limits) {
        return limits.highOctets();
    }

    private static List<String> enabledPlugins(BrokerConfig config) {
        List<String> plugins = new java.util.ArrayList<>(config.plugins());
        plugins.add("rabbitmq_management");
        plugins.sort(null);
        return plugins;
    }

    private static List<Doc> mechanisms(BrokerConfig config) {
        Map<String, String> descriptions = Map.of(
                "PLAIN",
                "SASL PLAIN authentication mechanism",
                "AMQPLAIN",
                "QPid AMQPLAIN mechanism",
                Logins.EXTERNAL,
                "TLS peer verification-based authentication plugin. Used in combination with the EXTERNAL SASL mechanism.");
        return config.logins().mechanisms().stream()
                .map(name -> new Doc()
                        .with("name", name)
                        .with("description", descriptions.get(name))
                        .with("enabled", true))
                .toList();
    }

    private static long fileHandles() {
        return system() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long maxFileHandles() {
        return system() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getOperatingSystemMXBean();
    }
}
