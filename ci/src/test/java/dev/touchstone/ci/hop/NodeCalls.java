package dev.touchstone.ci.hop;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.domain.ChannelInfo;
import com.rabbitmq.http.client.domain.ClusterId;
import com.rabbitmq.http.client.domain.ConnectionInfo;
import com.rabbitmq.http.client.domain.ConsumerDetails;
import com.rabbitmq.http.client.domain.Definitions;
import com.rabbitmq.http.client.domain.NodeInfo;
import com.rabbitmq.http.client.domain.OverviewResponse;
import com.rabbitmq.http.client.domain.QueryParameters;
import com.rabbitmq.http.client.domain.UserConnectionInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The node, and who is connected to it. */
final class NodeCalls {
    private NodeCalls() {}

    static Map<String, HopCall> all() {
        Map<String, HopCall> calls = new LinkedHashMap<>();
        calls.put("getOverview()", NodeCalls::overview);
        calls.put(
                "alivenessTest(String)",
                hop -> assertThat(hop.client().alivenessTest(hop.vhost())).isTrue());
        calls.put("getNodes()", hop -> check(hop.client().getNodes().get(0)));
        calls.put(
                "getNode(String)",
                hop -> check(hop.client().getNode(hop.client().getOverview().getNode())));
        calls.put(
                "getClusterName()",
                hop -> assertThat(hop.client().getClusterName().getName()).isNotEmpty());
        calls.put("setClusterName(String)", NodeCalls::renameCluster);
        calls.put(
                "getExtensions()",
                hop -> assertThat(hop.client().getExtensions()).noneMatch(each -> each.isEmpty()));
        calls.put("getDefinitions()", NodeCalls::definitions);
        connections(calls);
        channels(calls);
        return calls;
    }

    private static void overview(HopBench hop) {
        hop.publish("counted");
        OverviewResponse overview = hop.eventually(
                () -> hop.client().getOverview(),
                each -> each.getQueueTotals().getMessages() > 0
                        && each.getMessageStats().getBasicPublish() > 0);
        assertThat(overview.getServerVersion()).startsWith("3.");
        assertThat(overview.getExchangeTypes()).extracting("name").contains("direct", "fanout", "headers", "topic");
        assertThat(overview.getObjectTotals().getQueues()).isPositive();
        assertThat(overview.getListeners()).extracting("protocol").contains("amqp", "http");
    }

    private static void check(NodeInfo node) {
        assertThat(node.isRunning()).isTrue();
        assertThat(node.isMemoryAlarmActive()).isFalse();
        assertThat(node.getMemoryUsed()).isPositive();
        assertThat(node.getDiskFree()).isPositive();
        assertThat(node.getFileDescriptorsUsed()).isPositive();
        assertThat(node.getAuthMechanisms()).extracting("name").contains("PLAIN");
        assertThat(node.getEnabledPlugins()).contains("rabbitmq_management");
    }

    private static void renameCluster(HopBench hop) {
        ClusterId before = hop.client().getClusterName();
        hop.client().setClusterName("hop");
        assertThat(hop.client().getClusterName().getName()).isEqualTo("hop");
        hop.client().setClusterName(before.getName());
    }

    private static void definitions(HopBench hop) {
        Definitions all = hop.client().getDefinitions();
        assertThat(all.getServerVersion()).startsWith("3.");
        assertThat(all.getVhosts()).extracting("name").contains(hop.vhost());
        assertThat(all.getUsers()).extracting("name").contains("guest", hop.user());
        assertThat(all.getPermissions()).extracting("vhost").contains(hop.vhost());
        assertThat(all.getQueues()).extracting("vhost", "name").contains(row(hop, HopBench.QUEUE));
        assertThat(all.getExchanges()).extracting("vhost", "name").contains(row(hop, HopBench.EXCHANGE));
    }

    private static org.assertj.core.groups.Tuple row(HopBench hop, String name) {
        return org.assertj.core.groups.Tuple.tuple(hop.vhost(), name);
    }

    private static void connections(Map<String, HopCall> calls) {
        calls.put("getConnections()", hop -> {
            String name = hop.connect();
            assertThat(hop.client().getConnections()).extracting("name").contains(name);
        });
        calls.put("getConnections(QueryParameters)", hop -> {
            String name = hop.connect();
            assertThat(hop.client()
                            .getConnections(new QueryParameters()
                                    .name(name)
                                    .pagination()
                                    .pageSize(10)
                                    .query())
                            .getItemsAsList())
                    .extracting("name")
                    .containsExactly(name);
        });
        calls.put("getConnection(String)", hop -> {
            ConnectionInfo shown = hop.client().getConnection(hop.connect());
            assertThat(shown.getVhost()).isEqualTo(hop.vhost());
            assertThat(shown.getUser()).isEqualTo("guest");
            assertThat(shown.getProtocol()).isEqualTo("AMQP 0-9-1");
            assertThat(shown.getFrameMax()).isEqualTo(131_072);
            assertThat(shown.getClientProperties().getProduct()).isEqualTo("RabbitMQ");
        });
        calls.put("getConnectionsOfUser(String)", hop -> {
            String name = hop.connectAsUser();
            List<UserConnectionInfo> shown =
                    hop.eventually(() -> hop.client().getConnectionsOfUser(hop.user()), list -> list.size() == 1);
            assertThat(shown.get(0).getName()).isEqualTo(name);
            assertThat(shown.get(0).getVhost()).isEqualTo(hop.vhost());
            assertThat(shown.get(0).getUsername()).isEqualTo(hop.user());
        });
        calls.put(
                "closeConnection(String)", hop -> closed(hop, Client::closeConnection, "Closed via management plugin"));
        calls.put(
                "closeConnection(String, String)",
                hop -> closed(hop, (client, name) -> client.closeConnection(name, "time for tea"), "time for tea"));
        calls.put("closeAllConnectionsOfUser(String)", hop -> {
            hop.connectAsUser();
            hop.client().closeAllConnectionsOfUser(hop.user());
            hop.eventually(hop::isOpen, open -> !open);
        });
    }

    private interface Closing {
        void close(Client client, String name);
    }

    private static void closed(HopBench hop, Closing closing, String reason) throws Exception {
        closing.close(hop.client(), hop.connect());
        hop.eventually(hop::isOpen, open -> !open);
        assertThat(hop.closeReason()).contains("CONNECTION_FORCED - " + reason);
    }

    private static void channels(Map<String, HopCall> calls) {
        calls.put("getChannels()", hop -> {
            String name = hop.connect() + " (1)";
            hop.eventually(
                    () -> hop.client().getChannels(),
                    list -> list.stream().anyMatch(each -> name.equals(each.getName())));
        });
        calls.put("getChannels(QueryParameters)", hop -> {
            String name = hop.connect() + " (1)";
            QueryParameters asked =
                    new QueryParameters().name(name).pagination().pageSize(10).query();
            hop.eventually(
                    () -> hop.client().getChannels(asked),
                    page -> page.getItemCount() == 1
                            && page.getItems()[0].getName().equals(name));
        });
        calls.put("getChannels(String)", hop -> {
            String connection = hop.connect();
            List<ChannelInfo> shown = hop.eventually(
                    () -> hop.client().getChannels(connection),
                    list -> list.size() == 1 && list.get(0).getConsumerCount() == 1);
            assertThat(shown.get(0).getNumber()).isEqualTo(1);
            assertThat(shown.get(0).getConnectionDetails().getName()).isEqualTo(connection);
        });
        calls.put("getChannel(String)", hop -> {
            String name = hop.connect() + " (1)";
            ChannelInfo shown = hop.eventually(
                    () -> hop.client().getChannel(name),
                    each -> !each.getConsumerDetails().isEmpty());
            assertThat(shown.getVhost()).isEqualTo(hop.vhost());
            assertThat(shown.usesPublisherConfirms()).isFalse();
            assertThat(shown.getConsumerDetails().get(0).getConsumerTag()).isEqualTo("tag");
        });
        calls.put("getConsumers()", hop -> {
            hop.connect();
            hop.eventually(
                    () -> hop.client().getConsumers(),
                    list -> list.stream()
                            .anyMatch(each -> each.getQueueDetails().getVhost().equals(hop.vhost())));
        });
        calls.put("getConsumers(String)", hop -> {
            hop.connect();
            ConsumerDetails shown = hop.eventually(
                            () -> hop.client().getConsumers(hop.vhost()), list -> list.size() == 1)
                    .get(0);
            assertThat(shown.getConsumerTag()).isEqualTo("tag");
            assertThat(shown.getQueueDetails().getName()).isEqualTo(HopBench.QUEUE);
            assertThat(shown.isAckRequired()).isTrue();
            assertThat(shown.isActive()).isTrue();
            assertThat(shown.getChannelDetails().getNumber()).isEqualTo(1);
        });
    }
}
