package dev.touchstone.ci.hop;

import static dev.touchstone.ci.hop.HopBench.EXCHANGE;
import static dev.touchstone.ci.hop.HopBench.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.http.client.GetAckMode;
import com.rabbitmq.http.client.GetEncoding;
import com.rabbitmq.http.client.domain.DeleteQueueParameters;
import com.rabbitmq.http.client.domain.DetailsParameters;
import com.rabbitmq.http.client.domain.ExchangeInfo;
import com.rabbitmq.http.client.domain.InboundMessage;
import com.rabbitmq.http.client.domain.OutboundMessage;
import com.rabbitmq.http.client.domain.QueryParameters;
import com.rabbitmq.http.client.domain.QueueInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Virtual hosts, exchanges, queues and messages. */
final class ObjectCalls {
    private static final DetailsParameters DETAILS =
            new DetailsParameters().messageRates(60, 5).lengths(60, 5);

    private ObjectCalls() {}

    static Map<String, HopCall> all() {
        Map<String, HopCall> calls = new LinkedHashMap<>();
        virtualHosts(calls);
        exchanges(calls);
        queues(calls);
        listsOfQueues(calls);
        messages(calls);
        return calls;
    }

    private static void virtualHosts(Map<String, HopCall> calls) {
        calls.put(
                "getVhosts()",
                hop -> assertThat(hop.client().getVhosts()).extracting("name").contains("/", hop.vhost()));
        calls.put("getVhost(String)", hop -> {
            assertThat(hop.client().getVhost(hop.vhost()).getName()).isEqualTo(hop.vhost());
            assertThat(hop.client().getVhost("missing")).isNull();
        });
        calls.put("createVhost(String)", hop -> {
            hop.client().createVhost(hop.vhost());
            assertThat(hop.client().getVhost(hop.vhost()).isTracing()).isFalse();
        });
        calls.put("createVhost(String, boolean)", hop -> {
            hop.client().createVhost(hop.vhost(), true);
            assertThat(hop.client().getVhost(hop.vhost()).isTracing()).isTrue();
        });
        calls.put("createVhost(String, String, String[])", hop -> {
            hop.client().createVhost(hop.vhost(), "words", "a", "b");
            assertThat(hop.client().getVhost(hop.vhost()).getDescription()).isEqualTo("words");
            assertThat(hop.client().getVhost(hop.vhost()).getTags()).containsExactly("a", "b");
        });
        calls.put("createVhost(String, boolean, String, String[])", hop -> {
            hop.client().createVhost(hop.vhost(), true, "words", "a");
            assertThat(hop.client().getVhost(hop.vhost()).isTracing()).isTrue();
            assertThat(hop.client().getVhost(hop.vhost()).getTags()).containsExactly("a");
        });
        calls.put("deleteVhost(String)", hop -> {
            hop.client().deleteVhost(hop.vhost());
            hop.client().deleteVhost(hop.vhost());
            assertThat(hop.client().getVhost(hop.vhost())).isNull();
        });
    }

    private static void exchanges(Map<String, HopCall> calls) {
        calls.put(
                "getExchanges()",
                hop -> assertThat(hop.client().getExchanges())
                        .extracting("name")
                        .contains(EXCHANGE, "amq.direct"));
        calls.put(
                "getExchanges(QueryParameters)",
                hop -> assertThat(hop.client().getExchanges(page(EXCHANGE)).getItemsAsList())
                        .extracting("vhost")
                        .contains(hop.vhost()));
        calls.put(
                "getExchanges(String)",
                hop -> assertThat(hop.client().getExchanges(hop.vhost()))
                        .hasSize(8)
                        .extracting("name")
                        .contains("", EXCHANGE, "amq.topic"));
        calls.put(
                "getExchanges(String, QueryParameters)",
                hop -> assertThat(hop.client()
                                .getExchanges(hop.vhost(), page(EXCHANGE))
                                .getItemsAsList())
                        .extracting("name")
                        .containsExactly(EXCHANGE));
        calls.put("getExchange(String, String)", hop -> {
            assertThat(hop.client().getExchange(hop.vhost(), EXCHANGE).getType())
                    .isEqualTo("topic");
            assertThat(hop.client().getExchange(hop.vhost(), "missing")).isNull();
        });
        calls.put("declareExchange(String, String, ExchangeInfo)", hop -> {
            ExchangeInfo wanted =
                    new ExchangeInfo("fanout", false, true, true, Map.of("alternate-exchange", "amq.fanout"));
            hop.client().declareExchange(hop.vhost(), "other", wanted);
            ExchangeInfo made = hop.client().getExchange(hop.vhost(), "other");
            assertThat(made.isAutoDelete()).isTrue();
            assertThat(made.isInternal()).isTrue();
            assertThat(made.getArguments()).isEqualTo(wanted.getArguments());
        });
        calls.put("deleteExchange(String, String)", hop -> {
            hop.client().deleteExchange(hop.vhost(), EXCHANGE);
            hop.client().deleteExchange(hop.vhost(), EXCHANGE);
            assertThat(hop.client().getExchange(hop.vhost(), EXCHANGE)).isNull();
        });
    }

    private static QueryParameters page(String name) {
        return new QueryParameters().name(name).pagination().pageSize(100).query();
    }

    private static void check(HopBench hop, QueueInfo shown) {
        assertThat(shown.getName()).isEqualTo(QUEUE);
        assertThat(shown.getVhost()).isEqualTo(hop.vhost());
        assertThat(shown.isDurable()).isTrue();
        assertThat(shown.getArguments()).containsEntry("x-max-length", 100);
        // A list says it with the first statistics, up to five seconds later.
        assertThat(shown.getState()).isIn("running", null);
    }

    private static void queues(Map<String, HopCall> calls) {
        calls.put("getQueue(String, String)", hop -> {
            hop.publish("counted");
            QueueInfo shown = hop.eventually(
                    () -> hop.client().getQueue(hop.vhost(), QUEUE),
                    each -> each.getTotalMessages() == 1
                            && each.getMessageStats() != null
                            && "running".equals(each.getState()));
            check(hop, shown);
            assertThat(shown.getMessageStats().getBasicPublish()).isEqualTo(1);
            assertThat(hop.client().getQueue(hop.vhost(), "missing")).isNull();
        });
        calls.put("getQueue(String, String, DetailsParameters)", hop -> {
            hop.publish("counted");
            QueueInfo shown = hop.eventually(
                    () -> hop.client().getQueue(hop.vhost(), QUEUE, DETAILS),
                    each -> each.getTotalMessages() == 1
                            && each.getMessagesDetails() != null
                            && "running".equals(each.getState()));
            check(hop, shown);
        });
        calls.put("declareQueue(String, String, QueueInfo)", hop -> {
            hop.client().declareQueue(hop.vhost(), "other", new QueueInfo(false, false, true));
            assertThat(hop.client().getQueue(hop.vhost(), "other").isAutoDelete())
                    .isTrue();
        });
        calls.put("purgeQueue(String, String)", hop -> {
            hop.publish("gone");
            hop.client().purgeQueue(hop.vhost(), QUEUE);
            hop.client().purgeQueue(hop.vhost(), "missing");
            assertThat(hop.client().get(hop.vhost(), QUEUE)).isNull();
        });
        calls.put("deleteQueue(String, String)", hop -> {
            hop.client().deleteQueue(hop.vhost(), QUEUE);
            hop.client().deleteQueue(hop.vhost(), QUEUE);
            assertThat(hop.client().getQueue(hop.vhost(), QUEUE)).isNull();
        });
        calls.put("deleteQueue(String, String, DeleteQueueParameters)", hop -> {
            hop.client().deleteQueue(hop.vhost(), QUEUE, new DeleteQueueParameters(true, true));
            assertThat(hop.client().getQueue(hop.vhost(), QUEUE)).isNull();
        });
    }

    private static void check(HopBench hop, List<QueueInfo> list) {
        assertThat(list)
                .filteredOn(each -> each.getVhost().equals(hop.vhost()))
                .hasSize(1)
                .allSatisfy(each -> check(hop, each));
    }

    private static void listsOfQueues(Map<String, HopCall> calls) {
        calls.put("getQueues()", hop -> check(hop, hop.client().getQueues()));
        calls.put("getQueues(DetailsParameters)", hop -> check(hop, hop.client().getQueues(DETAILS)));
        calls.put("getQueues(String)", hop -> check(hop, hop.client().getQueues(hop.vhost())));
        calls.put(
                "getQueues(String, DetailsParameters)",
                hop -> check(hop, hop.client().getQueues(hop.vhost(), DETAILS)));
        calls.put(
                "getQueues(QueryParameters)",
                hop -> check(hop, hop.client().getQueues(page(QUEUE)).getItemsAsList()));
        calls.put("getQueues(String, QueryParameters)", hop -> {
            hop.client().declareQueue(hop.vhost(), "a", new QueueInfo(false, false, false));
            QueryParameters asked = new QueryParameters()
                    .columns()
                    .add("name")
                    .sort("name")
                    .sortReverse(true)
                    .query()
                    .pagination()
                    .pageSize(1)
                    .query();
            var first = hop.client().getQueues(hop.vhost(), asked);
            assertThat(first.getItemsAsList()).extracting("name").containsExactly(QUEUE);
            assertThat(first.getTotalCount()).isEqualTo(2);
            assertThat(first.getPageCount()).isEqualTo(2);
            var second = hop.client()
                    .getQueues(hop.vhost(), asked.pagination().nextPage(first).query());
            assertThat(second.getItemsAsList()).extracting("name").containsExactly("a");
        });
    }

    private static void messages(Map<String, HopCall> calls) {
        calls.put("publish(String, String, String, OutboundMessage)", hop -> {
            OutboundMessage message = new OutboundMessage()
                    .payload("aGVsbG8=")
                    .base64Encoded()
                    .properties(Map.of("message_id", "m", "delivery_mode", 2));
            assertThat(hop.client().publish(hop.vhost(), "amq.default", QUEUE, message))
                    .isTrue();
            assertThat(hop.client().publish(hop.vhost(), "amq.default", "nowhere", message))
                    .isFalse();
            InboundMessage came = hop.client().get(hop.vhost(), QUEUE);
            assertThat(came.getPayload()).isEqualTo("hello");
            assertThat(came.getProperties()).containsEntry("message_id", "m");
        });
        calls.put("get(String, String)", hop -> {
            hop.publish("stays");
            assertThat(hop.client().get(hop.vhost(), QUEUE).getPayload()).isEqualTo("stays");
            assertThat(hop.client().get(hop.vhost(), QUEUE).isRedelivered()).isTrue();
        });
        calls.put("get(String, String, int, GetAckMode, GetEncoding)", hop -> {
            hop.publish("one");
            hop.publish("two");
            for (GetAckMode mode : List.of(GetAckMode.REJECT_REQUEUE_TRUE, GetAckMode.ACK_REQUEUE_FALSE)) {
                assertThat(hop.client().get(hop.vhost(), QUEUE, 5, mode, GetEncoding.AUTO))
                        .extracting("payload")
                        .containsExactly("one", "two");
            }
            assertThat(hop.client().get(hop.vhost(), QUEUE)).isNull();
        });
        calls.put("get(String, String, int, GetAckMode, GetEncoding, int)", hop -> {
            hop.publish("hello");
            assertThat(hop.client().get(hop.vhost(), QUEUE, 1, GetAckMode.REJECT_REQUEUE_FALSE, GetEncoding.BASE64, 3))
                    .extracting("payload", "payloadBytes")
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("aGVs", 5));
        });
    }
}
