package dev.touchstone.broker.conf;

import dev.touchstone.broker.conf.ConfFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said about keys that mean nothing here: those that RabbitMQ 3.10 knows in one line, of others a line each. */
final class Ignored {
    /** Keys that RabbitMQ 3.10 has, or their first word where it has a whole family. */
    private static final Set<String> KNOWN = Set.of(
            "amqp1_0",
            "auth_backends",
            "auth_cache",
            "auth_http",
            "auth_ldap",
            "aws",
            "background_gc_enabled",
            "background_gc_target_interval",
            "classic_queue",
            "cluster_formation",
            "cluster_keepalive_interval",
            "cluster_partition_handling",
            "collect_statistics",
            "collect_statistics_interval",
            "credential_validator",
            "default_worker_pool_size",
            "definitions",
            "delegate_count",
            "distribution",
            "erlang",
            "event_exchange",
            "hipe_compile",
            "initial_frame_max",
            "log",
            "management",
            "management_agent",
            "memory_monitor_interval",
            "message_store_shutdown_timeout",
            "mirroring_sync_batch_size",
            "mirroring_sync_max_throughput",
            "mnesia_table_loading_retry_limit",
            "mnesia_table_loading_retry_timeout",
            "motd_file",
            "mqtt",
            "net_ticktime",
            "num_acceptors",
            "password_hashing_module",
            "product",
            "prometheus",
            "proxy_protocol",
            "queue_index_embed_msgs_below",
            "queue_leader_locator",
            "queue_master_locator",
            "quorum_queue",
            "raft",
            "reverse_dns_lookups",
            "socket_writer",
            "ssl_allow_poodle_attack",
            "ssl_cert_login_san_index",
            "ssl_cert_login_san_type",
            "ssl_handshake_timeout",
            "ssl_options",
            "stomp",
            "stream",
            "sysmon_handler",
            "tcp_listen_options",
            "total_memory_available_override_value",
            "trust_store",
            "vhost_restart_strategy",
            "vm_memory_calculation_strategy",
            "vm_memory_high_watermark_paging_ratio",
            "web_mqtt",
            "web_stomp");

    private Ignored() {}

    static List<String> warnings(ConfFile file, List<Entry> rest) {
        List<String> warnings = new ArrayList<>();
        String known = rest.stream()
                .filter(Ignored::isKnown)
                .map(entry -> entry.key() + " (line " + entry.line() + ")")
                .collect(Collectors.joining(", "));
        if (!known.isEmpty()) {
            warnings.add(file.name() + ": without effect in this broker: " + known);
        }
        rest.stream()
                .filter(entry -> !isKnown(entry))
                .map(entry -> file.place(entry) + ": unknown key " + entry.key())
                .forEach(warnings::add);
        return warnings;
    }

    private static boolean isKnown(Entry entry) {
        int dot = entry.key().indexOf('.');
        return KNOWN.contains(dot < 0 ? entry.key() : entry.key().substring(0, dot));
    }
}
