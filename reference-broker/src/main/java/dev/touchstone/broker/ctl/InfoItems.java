package dev.touchstone.broker.ctl;

import java.util.Map;

/** What rabbitmqctl 3.10 knows of queues, connections and channels; what this broker has no figure for is shown empty. */
final class InfoItems {
    static final String[] QUEUE = {
        "durable",
        "auto_delete",
        "arguments",
        "policy",
        "operator_policy",
        "effective_policy_definition",
        "pid",
        "owner_pid",
        "exclusive",
        "exclusive_consumer_pid",
        "exclusive_consumer_tag",
        "messages_ready",
        "messages_unacknowledged",
        "messages_ready_ram",
        "messages_unacknowledged_ram",
        "messages_ram",
        "messages_persistent",
        "message_bytes",
        "message_bytes_ready",
        "message_bytes_unacknowledged",
        "message_bytes_ram",
        "message_bytes_persistent",
        "head_message_timestamp",
        "disk_reads",
        "disk_writes",
        "consumers",
        "consumer_utilisation",
        "consumer_capacity",
        "memory",
        "slave_pids",
        "synchronised_slave_pids",
        "mirror_pids",
        "synchronised_mirror_pids",
        "state",
        "type",
        "leader",
        "members",
        "online"
    };

    static final Map<String, String> QUEUE_IN_API = Map.of("pid", "node", "owner_pid", "owner_pid_details.name");

    static final String[] CONNECTION = {
        "pid",
        "name",
        "port",
        "host",
        "ssl",
        "ssl_protocol",
        "ssl_key_exchange",
        "ssl_cipher",
        "ssl_hash",
        "peer_cert_subject",
        "peer_cert_issuer",
        "peer_cert_validity",
        "user_provided_name",
        "channels",
        "protocol",
        "auth_mechanism",
        "vhost",
        "timeout",
        "frame_max",
        "channel_max",
        "client_properties",
        "recv_oct",
        "recv_cnt",
        "send_oct",
        "send_cnt",
        "send_pend",
        "connected_at",
        "node"
    };

    static final String[] CHANNEL = {
        "connection",
        "name",
        "number",
        "vhost",
        "transactional",
        "confirm",
        "messages_uncommitted",
        "acks_uncommitted",
        "messages_unconfirmed",
        "prefetch_count",
        "global_prefetch_count",
        "node",
        "state",
        "interceptors"
    };

    private InfoItems() {}
}
