package dev.touchstone.broker.vhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;
import org.junit.jupiter.api.Test;

class ExchangeRulesTest {
    private final Host host = new Host();
    private final VirtualHost vhost = host.vhost;

    private void declareAgain(ExchangeDeclaration wanted) throws ProtocolException {
        vhost.declareExchange(host.caller, wanted);
    }

    @Test
    void everyHostIsBornWithSevenExchanges() {
        assertThat(vhost.exchanges())
                .extracting(Exchange::name)
                .containsExactlyInAnyOrder(
                        "", "amq.direct", "amq.fanout", "amq.topic", "amq.headers", "amq.match", "amq.rabbitmq.trace");
        assertThat(vhost.exchanges()).allMatch(exchange -> exchange.settings().durable());
    }

    @Test
    void anIdenticalRedeclareIsFine() throws ProtocolException {
        host.declare("x", "topic");
        host.declare("x", "topic");
        host.declare("x", "topic", "foo", 1);
        vhost.declareExchange(host.caller, Host.passive("x"));
    }

    @Test
    void differencesAreRefusedWithTheirNames() throws ProtocolException {
        host.declare("x", "direct", "alternate-exchange", "ae1");
        String text =
                "PRECONDITION_FAILED - inequivalent arg '%s' for exchange 'x' in vhost 'v': received %s but current is %s";
        FieldTable same = Host.arguments("alternate-exchange", "ae1");

        Host.refused(() -> host.declare("x", "fanout"), text.formatted("type", "'fanout'", "'direct'"));
        Host.refused(
                () -> declareAgain(new ExchangeDeclaration("x", "direct", false, true, false, false, same)),
                text.formatted("durable", "'true'", "'false'"));
        Host.refused(
                () -> declareAgain(new ExchangeDeclaration("x", "direct", false, false, true, false, same)),
                text.formatted("auto_delete", "'true'", "'false'"));
        Host.refused(
                () -> declareAgain(new ExchangeDeclaration("x", "direct", false, false, false, true, same)),
                text.formatted("internal", "'true'", "'false'"));
        Host.refused(
                () -> host.declare("x", "direct"),
                text.formatted("alternate-exchange", "none", "the value 'ae1' of type 'longstr'"));
        Host.refused(
                () -> host.declare("x", "direct", "alternate-exchange", "ae2"),
                text.formatted("alternate-exchange", "'ae2'", "'ae1'"));
        Host.refused(
                () -> host.declare("x", "direct", "alternate-exchange", 5),
                text.formatted("alternate-exchange", "'5'", "'ae1'"));
    }

    @Test
    void unknownTypesCostTheConnection() {
        assertThatThrownBy(() -> host.declare("x", "nope"))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("COMMAND_INVALID - unknown exchange type 'nope'");
        assertThatThrownBy(() -> host.declare("x", ""))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("COMMAND_INVALID - invalid exchange type ''");
    }

    @Test
    void missingExchangesAreNotFoundPassively() {
        Host.refused(
                () -> vhost.declareExchange(host.caller, Host.passive("nope")),
                "NOT_FOUND - no exchange 'nope' in vhost 'v'");
        Host.refused(
                () -> vhost.declareExchange(host.caller, Host.passive("amq.nope")),
                "NOT_FOUND - no exchange 'amq.nope' in vhost 'v'");
    }

    @Test
    void theDefaultExchangeIsNotToBeTouched() {
        String text = "ACCESS_REFUSED - operation not permitted on the default exchange";
        Host.refused(() -> host.declare("", "direct"), text);
        Host.refused(() -> vhost.declareExchange(host.caller, Host.passive("")), text);
        Host.refused(() -> vhost.deleteExchange(host.caller, "", false), text);
        Host.refused(() -> host.bind("q", "", "k"), text);
        Host.refused(() -> host.bindExchange("", "amq.direct", "k"), text);
        Host.refused(() -> host.bindExchange("amq.direct", "", "k"), text);
        Host.refused(() -> vhost.unbindQueue(host.caller, "q", "", "q", FieldTable.EMPTY), text);
    }

    @Test
    void reservedNamesBelongToTheServer() throws ProtocolException {
        Host.refused(
                () -> host.declare("amq.new", "direct"),
                "ACCESS_REFUSED - exchange name 'amq.new' contains reserved prefix 'amq.*'");
        declareAgain(new ExchangeDeclaration("amq.direct", "direct", false, true, false, false, FieldTable.EMPTY));
        Host.refused(
                () -> declareAgain(
                        new ExchangeDeclaration("amq.direct", "fanout", false, true, false, false, FieldTable.EMPTY)),
                "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'amq.direct' in vhost 'v':"
                        + " received 'fanout' but current is 'direct'");
        Host.refused(
                () -> vhost.deleteExchange(host.caller, "amq.direct", false),
                "ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost 'v' not allowed");
    }

    @Test
    void deletingIsIdempotentUnlessInUse() throws ProtocolException {
        vhost.deleteExchange(host.caller, "nope", false);
        host.declare("x", "direct");
        host.declare("d", "direct");
        host.bindExchange("d", "x", "k");

        vhost.deleteExchange(host.caller, "d", true);
        host.declare("d", "direct");
        host.bindExchange("d", "x", "k");
        Host.refused(
                () -> vhost.deleteExchange(host.caller, "x", true),
                "PRECONDITION_FAILED - exchange 'x' in vhost 'v' in use");
        vhost.deleteExchange(host.caller, "x", false);
        assertThat(vhost.exchange("x")).isNull();
        assertThat(vhost.bindings()).isEmpty();
    }

    @Test
    void autoDeleteFollowsTheLastBinding() throws ProtocolException {
        ExchangeDeclaration auto = new ExchangeDeclaration("x", "direct", false, false, true, false, FieldTable.EMPTY);
        declareAgain(auto);
        assertThat(vhost.exchange("x")).isNotNull();
        host.declareQueue("q1");
        host.declareQueue("q2");
        host.bind("q1", "x", "a");
        host.bind("q2", "x", "b");
        vhost.unbindQueue(host.caller, "q1", "x", "a", FieldTable.EMPTY);
        assertThat(vhost.exchange("x")).isNotNull();
        vhost.deleteQueue(host.caller, "q2", false, false, host.now);
        assertThat(vhost.exchange("x")).isNull();

        declareAgain(auto);
        host.declare("d", "fanout");
        host.bindExchange("d", "x", "k");
        vhost.deleteExchange(host.caller, "d", false);
        assertThat(vhost.exchange("x")).as("goes with its destination").isNull();
    }

    @Test
    void autoDeleteSourcesGoDownAChain() throws ProtocolException {
        for (String name : new String[] {"a", "b", "c"}) {
            declareAgain(new ExchangeDeclaration(name, "direct", false, false, true, false, FieldTable.EMPTY));
        }
        host.declareQueue("q");
        host.bindExchange("b", "a", "k");
        host.bindExchange("c", "b", "k");
        host.bind("q", "c", "k");

        vhost.deleteQueue(host.caller, "q", false, false, host.now);

        assertThat(vhost.exchanges()).hasSize(7);
    }

    @Test
    void namesLoseTheirLineEnds() throws ProtocolException {
        host.declare("ab\r\ncd", "direct");
        assertThat(vhost.exchange("abcd")).isNotNull();
        vhost.deleteExchange(host.caller, "ab\ncd", false);
        assertThat(vhost.exchange("abcd")).isNull();
    }

    @Test
    void theAlternateExchangeMustBeAName() {
        Host.refused(
                () -> host.declare("x", "direct", "alternate-exchange", 5),
                "PRECONDITION_FAILED - invalid type 'signedint' for arg 'alternate-exchange' in exchange 'x' in vhost 'v'");
    }

    @Test
    void permissionsAreAskedInOrder() throws ProtocolException {
        host.declare("x", "direct");
        String refused = "ACCESS_REFUSED - access to exchange '%s' in vhost 'v' refused for user 'u'";
        Caller none = host.restricted("", "", "");
        Host.refused(() -> vhost.declareExchange(none, Host.exchange("x", "direct")), refused.formatted("x"));
        Host.refused(() -> vhost.deleteExchange(none, "x", false), refused.formatted("x"));
        vhost.declareExchange(none, Host.passive("x"));

        Caller configure = host.restricted("^y$", "", "");
        vhost.declareExchange(configure, Host.exchange("y", "direct"));
        vhost.deleteExchange(configure, "y", false);
        ExchangeDeclaration alternate = Host.exchange("y", "direct", "alternate-exchange", "ae");
        Host.refused(() -> vhost.declareExchange(configure, alternate), refused.formatted("y"));
        Caller reader = host.restricted("^y$", "", "^y$");
        Host.refused(() -> vhost.declareExchange(reader, alternate), refused.formatted("ae"));
        vhost.declareExchange(host.restricted("^y$", "^ae$", "^y$"), alternate);
    }
}
