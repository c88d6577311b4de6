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
import java.util.function.ToLongFunction;

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
        MetricsPage page = new MetricsPage();
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
                here.forEach(queue ->
                        queue(page, MetricsPage.labels("vhost", room.name(), "queue", queue.name()), List.of(queue)));
                hereToo.forEach(
                        client -> connection(page, MetricsPage.labels("connection", client.name()), List.of(client)));
                hereToo.forEach(client -> client.channels().forEach(channel -> channel(page, client, channel)));
            }
        }
        if (!perObject) {
            queue(page, "", queues);
            connection(page, "", clients);
            channels(
                    page,
                    "",
                    clients.stream().flatMap(each -> each.channels().stream()).toList());
        }
        totals(page, queues, clients);
        messages(page, traffic);
        global(page, traffic, clients);
        logins(page);
        churn(page, site.broker().churn());
        node(page);
        return page.toString();
    }

    private static void queue(MetricsPage page, String labels, List<QueueFacts> queues) {
        sum(page, "queue_messages_ready", labels, queues, QueueFacts::ready);
        sum(page, "queue_messages_unacked", labels, queues, QueueFacts::unacked);
        sum(page, "queue_messages", labels, queues, QueueFacts::messages);
        sum(page, "queue_messages_ready_bytes", labels, queues, QueueFacts::readyBytes);
        sum(page, "queue_messages_unacked_bytes", labels, queues, QueueFacts::unackedBytes);
        sum(page, "queue_messages_bytes", labels, queues, queue -> queue.readyBytes() + queue.unackedBytes());
        sum(page, "queue_consumers", labels, queues, QueueFacts::consumers);
        count(
                page,
                "queue_messages_published_total",
                labels,
                queues,
                queue -> queue.traffic().publish());
    }

    private static void connection(MetricsPage page, String labels, List<Census.ClientFacts> clients) {
        count(
                page,
                "connection_incoming_bytes_total",
                labels,
                clients,
                each -> each.connection().octetsIn());
        count(
                page,
                "connection_outgoing_bytes_total",
                labels,
                clients,
                each -> each.connection().octetsOut());
        sum(
                page,
                "connection_channels",
                labels,
                clients,
                each -> each.channels().size());
    }

    private static void totals(MetricsPage page, List<QueueFacts> queues, List<Census.ClientFacts> clients) {
        page.gauge("connections", "", clients.size());
        sum(page, "channels", "", clients, each -> each.channels().size());
        sum(page, "consumers", "", clients, each -> each.consumers().size());
        page.gauge("queues", "", queues.size());
    }

    private static void channel(MetricsPage page, Census.ClientFacts client, ChannelFacts channel) {
        channels(page, MetricsPage.labels("channel", ClientDocs.name(client, channel.number())), List.of(channel));
    }

    private static void channels(MetricsPage page, String labels, List<ChannelFacts> channels) {
        sum(page, "channel_consumers", labels, channels, ChannelFacts::consumers);
        sum(page, "channel_messages_unacked", labels, channels, ChannelFacts::unacked);
        sum(page, "channel_messages_unconfirmed", labels, channels, ChannelFacts::unconfirmed);
        sum(page, "channel_messages_uncommitted", labels, channels, ChannelFacts::uncommitted);
        sum(page, "channel_acks_uncommitted", labels, channels, ChannelFacts::acksUncommitted);
        sum(page, "consumer_prefetch", labels, channels, ChannelFacts::prefetch);
        sum(page, "channel_prefetch", labels, channels, ChannelFacts::sharedPrefetch);
    }

    private static <T> void sum(
            MetricsPage page, String name, String labels, List<T> things, ToLongFunction<T> figure) {
        page.gauge(name, labels, things.stream().mapToLong(figure).sum());
    }

    private static <T> void count(
            MetricsPage page, String name, String labels, List<T> things, ToLongFunction<T> figure) {
        page.counter(name, labels, things.stream().mapToLong(figure).sum());
    }

    private static void messages(MetricsPage page, Traffic traffic) {
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

    /** What the node did since it began; RabbitMQ has types of queues beside protocols, which are not told apart here. */
    private static void global(MetricsPage page, Traffic traffic, List<Census.ClientFacts> clients) {
        String labels = MetricsPage.labels("protocol", "amqp091");
        sum(page, "global_consumers", labels, clients, each -> each.consumers().size());
        page.counter("global_messages_received_total", labels, traffic.publish());
        page.counter("global_messages_confirmed_total", labels, traffic.confirm());
        page.counter("global_messages_unroutable_returned_total", labels, traffic.returned());
        page.counter("global_messages_unroutable_dropped_total", labels, traffic.dropped());
        page.counter("global_messages_delivered_total", labels, traffic.deliverGet());
        page.counter("global_messages_delivered_consume_manual_ack_total", labels, traffic.deliver());
        page.counter("global_messages_delivered_consume_auto_ack_total", labels, traffic.deliverNoAck());
        page.counter("global_messages_delivered_get_manual_ack_total", labels, traffic.get());
        page.counter("global_messages_delivered_get_auto_ack_total", labels, traffic.getNoAck());
        page.counter("global_messages_get_empty_total", labels, traffic.getEmpty());
        page.counter("global_messages_acknowledged_total", labels, traffic.ack());
        page.counter("global_messages_redelivered_total", labels, traffic.redeliver());
    }

    private void logins(MetricsPage page) {
        for (Doc counted : site.login().counted()) {
            String labels = MetricsPage.labels("protocol", String.valueOf(counted.get("protocol")));
            for (String name : List.of("auth_attempts", "auth_attempts_succeeded", "auth_attempts_failed")) {
                if (counted.get(name) instanceof Number number) {
                    page.counter(name + "_total", labels, number.longValue());
                }
            }
        }
    }

    private static void churn(MetricsPage page, Churn churn) {
        page.counter("connections_opened_total", "", churn.connectionsOpened());
        page.counter("connections_closed_total", "", churn.connectionsClosed());
        page.counter("channels_opened_total", "", churn.channelsOpened());
        page.counter("channels_closed_total", "", churn.channelsClosed());
    }

    private void node(MetricsPage page) {
        Doc node = nodes.doc();
        Map<String, String> names = Map.of(
                "process_open_fds", "fd_used",
                "process_max_fds", "fd_total",
                "process_open_tcp_sockets", "sockets_used",
                "process_max_tcp_sockets", "sockets_total",
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
        page.untyped("alarms_memory_used_watermark", "", memory ? 1 : 0);
        page.untyped("alarms_free_disk_space_watermark", "", disk ? 1 : 0);
        page.untyped("alarms_file_descriptor_limit", "", 0);
        page.gauge(
                "erlang_uptime_seconds",
                "",
                Duration.between(site.broker().startedAt(), Instant.now()).toSeconds());
        page.untyped("build_info", MetricsPage.labels("rabbitmq_version", OverviewResource.VERSION), 1);
        page.untyped("identity_info", MetricsPage.labels("rabbitmq_node", Site.NODE), 1);
        page.plain("process_start_time_seconds", site.broker().startedAt().getEpochSecond());
    }
}
