package dev.touchstone.broker.vhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private final Host host = new Host();
    private final VirtualHost vhost = host.vhost;

    @BeforeEach
    void queues() throws ProtocolException {
        host.declareQueue("q");
        host.declareQueue("r");
    }

    private boolean cacheable(String exchange, String key) throws ProtocolException {
        host.routed(exchange, key);
        return vhost.route(
                        host.caller, Message.of(Address.of(exchange, key), BasicProperties.NONE, new byte[0]), host.now)
                .cacheable();
    }

    @Test
    void theDefaultExchangeKnowsQueuesByName() throws ProtocolException {
        assertThat(host.routed("", "q")).containsExactly("q");
        assertThat(host.routed("", "nope")).isEmpty();
        assertThat(vhost.bindingsTo(host.known("q")))
                .extracting(binding -> binding.source().name() + binding.routingKey())
                .containsExactly("q");
    }

    @Test
    void ccKeysAddQueuesOnceEach() throws ProtocolException {
        assertThat(host.routed("", "q", "r", "r", "q")).containsExactly("q", "r");
        host.bind("q", "amq.direct", "a");
        host.bind("r", "amq.direct", "b");
        assertThat(host.routed("amq.direct", "a", "b")).containsExactly("q", "r");
        assertThat(host.routed("amq.direct", "none", "b")).containsExactly("r");
    }

    @Test
    void aQueueGetsOneCopyByWhateverPaths() throws ProtocolException {
        host.declare("s", "fanout");
        host.declare("d", "fanout");
        host.bindExchange("d", "s", "");
        host.bind("q", "s", "");
        host.bind("q", "d", "");
        host.bind("r", "d", "");

        assertThat(host.routed("s", "")).containsExactly("q", "r");
    }

    @Test
    void circlesEnd() throws ProtocolException {
        host.declare("s", "fanout");
        host.declare("d", "fanout");
        host.bindExchange("d", "s", "");
        host.bindExchange("s", "d", "");
        host.bindExchange("s", "s", "");
        host.bind("q", "d", "");

        assertThat(host.routed("s", "")).containsExactly("q");
    }

    @Test
    void aRemovedExchangeBindingIsForgotten() throws ProtocolException {
        host.declare("s", "fanout");
        host.declare("d", "fanout");
        host.bindExchange("d", "s", "");
        host.bind("q", "d", "");
        vhost.unbindExchange(host.caller, "d", "s", "", FieldTable.EMPTY);
        vhost.unbindExchange(host.caller, "d", "s", "", FieldTable.EMPTY);
        vhost.unbindExchange(host.caller, "nope", "s", "", FieldTable.EMPTY);

        assertThat(host.routed("s", "")).isEmpty();
    }

    @Test
    void theAlternateExchangeTakesWhatIsNotRouted() throws ProtocolException {
        host.declare("x", "direct", "alternate-exchange", "ae");
        assertThat(host.routed("x", "k")).as("it does not exist yet").isEmpty();
        host.declare("ae", "fanout");
        host.bind("q", "ae", "");
        host.bind("r", "x", "k");

        assertThat(host.routed("x", "other")).containsExactly("q");
        assertThat(host.routed("x", "k")).containsExactly("r");
        assertThat(host.routed("x", "other", "k")).as("CC routes").containsExactly("r");
    }

    @Test
    void alternateExchangesChainAndEnd() throws ProtocolException {
        host.declare("a", "direct", "alternate-exchange", "b");
        host.declare("b", "direct", "alternate-exchange", "a");
        assertThat(host.routed("a", "k")).isEmpty();
        host.bind("q", "b", "k");
        assertThat(host.routed("a", "k")).containsExactly("q");

        host.declare("default", "direct", "alternate-exchange", "");
        assertThat(host.routed("default", "q"))
                .as("the default exchange is no alternate")
                .isEmpty();
    }

    @Test
    void anExchangeAsDestinationCountsAsRouted() throws ProtocolException {
        host.declare("x", "fanout", "alternate-exchange", "ae");
        host.declare("ae", "fanout");
        host.declare("d", "direct");
        host.bind("q", "ae", "");
        host.bindExchange("d", "x", "");

        assertThat(host.routed("x", "k")).isEmpty();
    }

    @Test
    void headersDecideForEachMessage() throws ProtocolException {
        vhost.bindQueue(host.caller, "q", "amq.headers", "", Host.arguments("a", 1));
        BasicProperties properties = BasicProperties.NONE.with(Property.HEADERS, Host.arguments("a", 1));

        assertThat(host.routed(Message.of(Address.of("amq.headers", ""), properties, new byte[0])))
                .containsExactly("q");
        assertThat(host.routed("amq.headers", "")).isEmpty();
        assertThat(cacheable("amq.headers", "")).isFalse();
    }

    @Test
    void whatDependsOnTheKeyAloneMayBeKept() throws ProtocolException {
        host.declare("x", "fanout");
        host.bindExchange("amq.headers", "x", "");

        assertThat(cacheable("", "q")).isTrue();
        assertThat(cacheable("amq.topic", "q")).isTrue();
        assertThat(cacheable("x", "")).as("a headers exchange is on the way").isFalse();
        Message withCc = Message.of(Address.of("", "q"), BasicProperties.NONE, new byte[0])
                .with(Address.of("", "q"), BasicProperties.NONE, List.of("r"));
        assertThat(vhost.route(host.caller, withCc, host.now).cacheable()).isFalse();
    }

    @Test
    void everyChangeThatMattersRaisesTheVersion() throws ProtocolException {
        long before = vhost.topologyVersion();
        host.declareQueue("new");
        long declared = vhost.topologyVersion();
        host.bind("new", "amq.direct", "k");
        long bound = vhost.topologyVersion();
        host.bind("new", "amq.direct", "k");
        long again = vhost.topologyVersion();
        vhost.deleteQueue(host.caller, "new", false, false, host.now);

        assertThat(declared).isGreaterThan(before);
        assertThat(bound).isGreaterThan(declared);
        assertThat(again).isEqualTo(bound);
        assertThat(vhost.topologyVersion()).isGreaterThan(bound);
    }

    @Test
    void routesGrowAndAreReused() throws ProtocolException {
        for (int i = 0; i < 10; i++) {
            host.declareQueue("f" + i);
            host.bind("f" + i, "amq.fanout", "");
        }
        Routes routes = vhost.route(
                host.caller, Message.of(Address.of("amq.fanout", ""), BasicProperties.NONE, new byte[0]), host.now);
        assertThat(routes.size()).isEqualTo(10);
        assertThat(routes.copy()).hasSize(10).doesNotContainNull();

        vhost.route(host.caller, Message.of(Address.of("", "q"), BasicProperties.NONE, new byte[0]), host.now);
        assertThat(routes.size()).isEqualTo(1);
        assertThatThrownBy(() -> routes.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(routes.copy()).hasSize(1);
    }

    @Test
    void publishingIsCheckedInOrder() throws ProtocolException {
        vhost.declareExchange(
                host.caller, new ExchangeDeclaration("xi", "fanout", false, false, false, true, FieldTable.EMPTY));
        Host.refused(() -> host.routed("nope", "k"), "NOT_FOUND - no exchange 'nope' in vhost 'v'");
        Host.refused(
                () -> host.routed("xi", "k"), "ACCESS_REFUSED - cannot publish to internal exchange 'xi' in vhost 'v'");
        Caller onlyDefault = host.restricted("", "^amq\\.default$", "");
        assertThat(vhost.exchangeToPublish(onlyDefault, "", "q").name()).isEmpty();
        Host.refused(
                () -> vhost.exchangeToPublish(onlyDefault, "nope", "q"),
                "ACCESS_REFUSED - access to exchange 'nope' in vhost 'v' refused for user 'u'");
    }

    @Test
    void topicPermissionsLookAtKeys() throws ProtocolException {
        Caller caller = host.restricted(".*", ".*", ".*");
        host.users.setTopicPermissions("u", "v", "amq.topic", "^{username}-{vhost}\\.", "^b");
        String text = "ACCESS_REFUSED - access to topic '%s' in exchange 'amq.topic' in vhost 'v' refused for user 'u'";

        vhost.exchangeToPublish(caller, "amq.topic", "u-v.x");
        Host.refused(() -> vhost.exchangeToPublish(caller, "amq.topic", "x"), text.formatted("x"));
        vhost.exchangeToPublish(caller, "amq.direct", "x");
        vhost.bindQueue(caller, "q", "amq.topic", "b.#", FieldTable.EMPTY);
        Host.refused(() -> vhost.bindQueue(caller, "q", "amq.topic", "#", FieldTable.EMPTY), text.formatted("#"));
        vhost.bindQueue(caller, "q", "amq.fanout", "#", FieldTable.EMPTY);
    }

    @Test
    void bindingNamesWhatIsMissing() throws ProtocolException {
        Host.refused(() -> host.bind("nope", "nopex", "k"), "NOT_FOUND - no exchange 'nopex' in vhost 'v'");
        Host.refused(() -> host.bind("nope", "amq.direct", "k"), "NOT_FOUND - no queue 'nope' in vhost 'v'");
        Host.refused(() -> host.bindExchange("nope", "amq.direct", "k"), "NOT_FOUND - no exchange 'nope' in vhost 'v'");
        Host.refused(
                () -> vhost.bindQueue(host.caller, "q", "amq.headers", "", Host.arguments("x-match", 5)),
                "PRECONDITION_FAILED - Invalid x-match field type signedint (value 5); expected longstr");
        vhost.unbindQueue(host.caller, "nope", "nopex", "k", FieldTable.EMPTY);
        vhost.unbindQueue(host.caller, "q", "amq.direct", "k", FieldTable.EMPTY);
    }

    @Test
    void bindingNeedsWriteOnTheDestinationThenReadOnTheSource() throws ProtocolException {
        host.declare("d", "direct");
        String text = "ACCESS_REFUSED - access to %s in vhost 'v' refused for user 'u'";
        Caller none = host.restricted("", "", "");
        Host.refused(
                () -> vhost.bindQueue(none, "q", "amq.direct", "k", FieldTable.EMPTY), text.formatted("queue 'q'"));
        Host.refused(
                () -> vhost.bindExchange(none, "d", "amq.direct", "k", FieldTable.EMPTY),
                text.formatted("exchange 'd'"));
        Caller writer = host.restricted("", "^[qd]$", "");
        Host.refused(
                () -> vhost.bindQueue(writer, "q", "amq.direct", "k", FieldTable.EMPTY),
                text.formatted("exchange 'amq.direct'"));
        Caller both = host.restricted("", "^[qd]$", "^amq\\.direct$");
        vhost.bindQueue(both, "q", "amq.direct", "k", FieldTable.EMPTY);
        vhost.bindExchange(both, "d", "amq.direct", "k", FieldTable.EMPTY);
        vhost.unbindQueue(both, "q", "amq.direct", "k", FieldTable.EMPTY);
        assertThat(host.routed("amq.direct", "k")).isEmpty();
    }
}
