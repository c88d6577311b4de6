package dev.touchstone.broker.http;

import dev.touchstone.broker.Churn;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.message.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The broker's figures in the format that Prometheus reads, under the names of RabbitMQ's plugin for it. */
final class Metrics {
    private final Site site;
    private final NodesResource nodes;

    Metrics(Site site) {
        this.site = site;
        this.nodes = new NodesResource(site);
    }

    /** All figures summed up, or those of queues and connections one by one. */
    String text(boolean perObject) {
        Page page = new Page();
        List<QueueFacts> queues = new ArrayList<>();
        List<Census.ClientFacts> clients = new ArrayList<>();
        Traffic traffic = Traffic.NONE;
        for (VhostRoom room : site.broker().rooms()) {
            List<QueueFacts> here = site.census().queues(room);
            List<Census.ClientFacts> hereToo = site.census().clients(room);
            queues.addAll(here);
            clients.addAll(hereToo);
            traffic = traffic.plus(site.census().traffic(room));
            if (perObject) {
                here.forEach(queue -> queue(page, labels("vhost", room.name(), "queue", queue.name()), List.of(queue)));
                hereToo.forEach(client -> connection(page, labels("connection", client.name()), List.of(client)));
            }
        }
        if (!perObject) {
            queue(page, "", queues);
            connection(page, "", clients);
        }
        totals(page, queues, clients);
        messages(page, traffic);
        churn(page, site.broker().churn());
        node(page);
        return page.toString();
    }

    private static void queue(Page page, String labels, List<QueueFacts> queues) {
        page.gauge(
                "queue_messages_ready",
                labels,
                queues.stream().mapToLong(QueueFacts::ready).sum());
        page.gauge(
                "queue_messages_unacked",
                labels,
                queues.stream().mapToLong(QueueFacts::unacked).sum());
        page.gauge(
                "queue_messages",
                labels,
                queues.stream().mapToLong(QueueFacts::messages).sum());
        page.gauge(
                "queue_messages_ready_bytes",
                labels,
                queues.stream().mapToLong(QueueFacts::readyBytes).sum());
        page.gauge(
                "queue_consumers",
                labels,
                queues.stream().mapToLong(QueueFacts::consumers).sum());
    }

    private static void connection(Page page, String labels, List<Census.ClientFacts> clients) {
        page.counter(
                "connection_incoming_bytes_total",
                labels,
                clients.stream().mapToLong(each -> each.connection().octetsIn()).sum());
        page.counter(
                "connection_outgoing_bytes_total",
                labels,
                clients.stream()
                        .mapToLong(each -> each.connection().octetsOut())
                        .sum());
        page.gauge(
                "connection_channels",
                labels,
                clients.stream().mapToLong(each -> each.channels().size()).sum());
    }

    private static void totals(Page page, List<QueueFacts> queues, List<Census.ClientFacts> clients) {
        List<ChannelFacts> channels =
                clients.stream().flatMap(each -> each.channels().stream()).toList();
        page.gauge("connections", "", clients.size());
        page.gauge("channels", "", channels.size());
        page.gauge(
                "consumers",
                "",
                clients.stream().mapToLong(each -> each.consumers().size()).sum());
        page.gauge("queues", "", queues.size());
        page.gauge(
                "channel_consumers",
                "",
                channels.stream().mapToLong(ChannelFacts::consumers).sum());
        page.gauge(
                "channel_messages_unacked",
                "",
                channels.stream().mapToLong(ChannelFacts::unacked).sum());
        page.gauge(
                "channel_messages_unconfirmed",
                "",
                channels.stream().mapToLong(ChannelFacts::unconfirmed).sum());
        page.gauge(
                "channel_messages_uncommitted",
                "",
                channels.stream().mapToLong(ChannelFacts::uncommitted).sum());
        page.gauge(
                "channel_acks_uncommitted",
                "",
                channels.stream().mapToLong(ChannelFacts::acksUncommitted).sum());
    }

    private static void messages(Page page, Traffic traffic) {
        page.counter("channel_messages_published_total", "", traffic.publish());
        page.counter("channel_messages_confirmed_total", "", traffic.confirm());
        page.counter("channel_messages_unroutable_returned_total", "", traffic.returned());
        page.counter("channel_messages_unroutable_dropped_total", "", traffic.dropped());
        page.counter("channel_messages_delivered_total", "", traffic.deliverNoAck());
        page.counter("channel_messages_delivered_ack_total", "", traffic.deliver());
        page.counter("channel_messages_redelivered_total", "", traffic.redeliver());
        page.counter("channel_messages_acked_total", "", traffic.ack());
        page.counter("channel_get_total", "", traffic.getNoAck());
        page.counter("channel_get_ack_total", "", traffic.get());
        page.counter("channel_get_empty_total", "", traffic.getEmpty());
    }

    private static void churn(Page page, Churn churn) {
        page.counter("connections_opened_total", "", churn.connectionsOpened());
        page.counter("connections_closed_total", "", churn.connectionsClosed());
        page.counter("channels_opened_total", "", churn.channelsOpened());
        page.counter("channels_closed_total", "", churn.channelsClosed());
    }

    private void node(Page page) {
        Doc node = nodes.doc();
        Map<String, String> names = Map.of(
                "process_open_fds", "fd_used",
                "process_max_fds", "fd_total",
                "process_open_tcp_sockets", "sockets_used",
                "process_resident_memory_bytes", "mem_used",
                "resident_memory_limit_bytes", "mem_limit",
                "disk_space_available_bytes", "disk_free",
                "disk_space_available_limit_bytes", "disk_free_limit");
        names.forEach((metric, field) -> {
            if (node.get(field) instanceof Number number) {
                page.gauge(metric, "", number.longValue());
            }
        });
        boolean memory = site.broker().alarms().contains(ResourceAlarm.MEMORY);
        boolean disk = site.broker().alarms().contains(ResourceAlarm.DISK);
        page.gauge("alarms_memory_used_watermark", "", memory ? 1 : 0);
        page.gauge("alarms_free_disk_space_watermark", "", disk ? 1 : 0);
        page.gauge(
                "erlang_uptime_seconds",
                "",
                Duration.between(site.broker().startedAt(), Instant.now()).toSeconds());
        page.gauge("build_info", labels("rabbitmq_version", OverviewResource.VERSION), 1);
        page.gauge("identity_info", labels("rabbitmq_node", Site.NODE), 1);
    }

    private static String labels(String... pairs) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            String value =
                    pairs[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            labels.append(i == 0 ? "" : ",")
                    .append(pairs[i])
                    .append("=\"")
                    .append(value)
                    .append('"');
        }
        return labels.append('}').toString();
    }

    /** Lines by metric, each metric with its type in front. */
    private static final class Page {
        private final Map<String, StringBuilder> metrics = new java.util.LinkedHashMap<>();

        void gauge(String name, String labels, long value) {
            add(name, "gauge", labels, value);
        }

        void counter(String name, String labels, long value) {
            add(name, "counter", labels, value);
        }

        private void add(String name, String type, String labels, long value) {
            String metric = "rabbitmq_" + name;
            metrics.computeIfAbsent(metric, key -> new StringBuilder("# TYPE " + key + " " + type + "\n"))
                    .append(metric)
                    .append(labels)
                    .append(' ')
                    .append(value)
                    .append('\n');
        }

        @Override
        public String toString() {
            return String.join("", metrics.values());
        }
    }
}
