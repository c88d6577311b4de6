package dev.touchstone.broker.http;

import dev.touchstone.broker.channel.ConsumerFacts;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.policy.EffectivePolicy;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.wire.PlainValues;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues, exchanges, bindings and consumers as JSON. */
final class ObjectDocs {
    private static final String SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    private final Sampler sampler;
    private final Ranges ranges;

    ObjectDocs(Sampler sampler, Ranges ranges) {
        this.sampler = sampler;
        this.ranges = ranges;
    }

    /** Writes a queue. */
    void queue(Fields doc, String vhost, QueueFacts queue, PolicyBook policies) {
        Growth growth = new Growth(sampler, List.of(Sampler.Key.queue(vhost, queue.name())), ranges);
        EffectivePolicy policy = policies.ofQueue(queue.name(), queue.quorum());
        doc.with("arguments", PlainValues.of(queue.settings().arguments()))
                .with("auto_delete", queue.settings().autoDelete())
                .with("consumer_capacity", queue.consumers() > 0 ? 1 : 0)
                .with("consumer_utilisation", queue.consumers() > 0 ? 1 : 0)
                .with("consumers", queue.consumers())
                .with("durable", queue.settings().durable())
                .with("effective_policy_definition", policy.definition())
                .with("exclusive", queue.settings().owner() != null)
                .with("exclusive_consumer_tag", null)
                .with("head_message_timestamp", null)
                .with("memory", queue.readyBytes() + 4096)
                .with("message_bytes", queue.readyBytes() + queue.unackedBytes())
                .with("message_bytes_ready", queue.readyBytes())
                .with("message_bytes_unacknowledged", queue.unackedBytes());
        boolean isUnused = queue.traffic().equals(Traffic.NONE);
        if (!isUnused) {
            doc.nested("message_stats", stats -> StatsDocs.messages(stats, queue.traffic(), growth));
        }
        StatsDocs.depths(doc, queue.messages(), queue.ready(), queue.unacked(), growth);
        doc.with("name", queue.name())
                .with("node", Site.NODE)
                .with("operator_policy", named(policy.operatorPolicy(), queue))
                .with("policy", named(policy.policy(), queue))
                .with("single_active_consumer_tag", null)
                .with("state", "running")
                .with("type", queue.quorum() ? "quorum" : "classic")
                .with("vhost", vhost);
        ofType(doc, queue);
        ConnectionInfo owner = queue.owner();
        if (owner != null) {
            doc.with("owner_pid_details", peer(owner));
        }
        if (isUnused) {
            doc.with("idle_since", null);
        }
    }

    private static void ofType(Fields doc, QueueFacts queue) {
        if (queue.quorum()) {
            doc.with("leader", Site.NODE)
                    .with("members", List.of(Site.NODE))
                    .with("online", List.of(Site.NODE))
                    .nested("open_files", files -> files.with(Site.NODE, 0));
        } else {
            doc.nested(
                            "backing_queue_status",
                            status -> status.with("len", queue.ready())
                                    .with("mode", queue.lazy() ? "lazy" : "default")
                                    .with("version", 1))
                    .with("recoverable_slaves", null);
        }
    }

    /** No policy is null for a classic queue and an empty text for a quorum queue, as RabbitMQ has it. */
    private static @Nullable String named(@Nullable String policy, QueueFacts queue) {
        return policy == null && queue.quorum() ? "" : policy;
    }

    private static Doc peer(ConnectionInfo owner) {
        String peer = owner.name().split(" -> ")[0];
        int colon = peer.lastIndexOf(':');
        return new Doc()
                .with("name", owner.name())
                .with("peer_host", peer.substring(0, colon))
                .with("peer_port", Integer.parseInt(peer.substring(colon + 1)));
    }

    Doc exchange(String vhost, Census.ExchangeFacts exchange, PolicyBook policies) {
        Growth growth = new Growth(sampler, List.of(Sampler.Key.exchange(vhost, exchange.name())), ranges);
        EffectivePolicy policy = policies.ofExchange(exchange.name());
        Doc doc = new Doc()
                .with("arguments", PlainValues.of(exchange.settings().arguments()))
                .with("auto_delete", exchange.settings().autoDelete())
                .with("durable", exchange.settings().durable())
                .with("internal", exchange.settings().internal())
                .withKnown("message_stats", StatsDocs.exchange(exchange, growth))
                .with("name", exchange.name())
                .withKnown("policy", policy.policy())
                .with("type", exchange.settings().type().typeName())
                .with("user_who_performed_action", "rmq-internal")
                .with("vhost", vhost);
        return exchange.delayed() < 0 ? doc : doc.with("messages_delayed", exchange.delayed());
    }

    static Doc binding(String vhost, Census.BindingFacts binding) {
        return new Doc()
                .with("source", binding.source())
                .with("vhost", vhost)
                .with("destination", binding.destination())
                .with("destination_type", binding.toQueue() ? "queue" : "exchange")
                .with("routing_key", binding.routingKey())
                .with("arguments", PlainValues.of(binding.arguments()))
                .with("properties_key", propertiesKey(binding));
    }

    /** The name of a binding among those of the same ends: its key, and with arguments a hash of them (MGMT-12). */
    static String propertiesKey(Census.BindingFacts binding) {
        if (binding.arguments().isEmpty()) {
            return binding.routingKey().isEmpty() ? "~" : quoted(binding.routingKey());
        }
        return quoted(binding.routingKey()) + "~" + quoted(hash(binding));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xFF);
            if (SAFE.indexOf(letter) >= 0) {
                quoted.append(letter);
            } else if (letter == ' ') {
                quoted.append('+');
            } else {
                quoted.append(String.format("%%%02X", octet & 0xFF));
            }
        }
        return quoted.toString();
    }

    /** A name as a part of a path. */
    static String inPath(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    private static String hash(Census.BindingFacts binding) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] octets = digest.digest(binding.arguments().toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.wrap(octets).array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    static Doc consumer(Census.ClientFacts client, ConsumerFacts consumer) {
        String status = !consumer.singleActive() ? "up" : consumer.active() ? "single_active" : "waiting";
        return new Doc()
                .with("ack_required", !consumer.noAck())
                .with("active", consumer.active())
                .with("activity_status", status)
                .with("arguments", PlainValues.of(consumer.arguments()))
                .with("channel_details", ClientDocs.channelDetails(client, consumer.channel()))
                .with("consumer_tag", consumer.tag())
                .with("exclusive", consumer.exclusive())
                .with("prefetch_count", consumer.prefetch())
                .with("queue", new Doc().with("name", consumer.queue()).with("vhost", client.vhost()));
    }
}
