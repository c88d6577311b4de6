package dev.touchstone.broker.vhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueueRulesTest {
    private static final String LOCKED =
            "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'q' in vhost 'v'."
                    + " It could be originally declared on another connection or the exclusive property value does not match that"
                    + " of the original declaration.";

    private final Host host = new Host();
    private final VirtualHost vhost = host.vhost;

    private QueueMachine declare(QueueDeclaration wanted) throws ProtocolException {
        return vhost.declareQueue(host.caller, wanted, host.now);
    }

    private static final class Deaf implements ConsumerSink {
        @Override
        public boolean canTake() {
            return false;
        }

        @Override
        public void deliver(Message message, boolean redelivered, @Nullable QueuedMessage unacked) {
            throw new AssertionError("it never can take");
        }

        @Override
        public void cancelled() {}
    }

    private Consumer consume(String queue, boolean exclusive, Object... arguments) throws ProtocolException {
        ConsumerSettings settings = new ConsumerSettings("t", false, exclusive, Host.arguments(arguments));
        return vhost.consume(host.caller, queue, settings, new Deaf());
    }

    @Test
    void countsAreOfReadyMessagesAndAllConsumers() throws ProtocolException {
        host.declareQueue("q");
        host.publish("", "q", "0", "1", "2");
        host.take("q");
        consume("q", false);

        QueueMachine queue = declare(Host.passiveQueue("q"));
        assertThat(queue.messageCount()).isEqualTo(2);
        assertThat(queue.consumerCount()).isEqualTo(1);
    }

    @Test
    void theServerNamesQueues() throws ProtocolException {
        QueueMachine queue = host.declareQueue("");

        assertThat(queue.name()).isEqualTo("amq.gen-name0");
        assertThat(declare(Host.passiveQueue(queue.name()))).isSameAs(queue);
        Host.refused(
                () -> host.declareQueue(queue.name()),
                "ACCESS_REFUSED - queue name 'amq.gen-name0' contains reserved prefix 'amq.*'");
    }

    @Test
    void differencesAreRefusedWithTheirNames() throws ProtocolException {
        host.declareQueue("q", "x-max-length", 5);
        String text =
                "PRECONDITION_FAILED - inequivalent arg '%s' for queue 'q' in vhost 'v': received %s but current is %s";
        FieldTable same = Host.arguments("x-max-length", 5);

        Host.refused(
                () -> declare(new QueueDeclaration("q", false, true, false, false, same)),
                text.formatted("durable", "'true'", "'false'"));
        Host.refused(
                () -> declare(new QueueDeclaration("q", false, false, false, true, same)),
                text.formatted("auto_delete", "'true'", "'false'"));
        Host.refused(() -> declare(new QueueDeclaration("q", false, false, true, false, same)), LOCKED);
        Host.refused(
                () -> host.declareQueue("q"),
                text.formatted("x-max-length", "none", "the value '5' of type 'signedint'"));
        Host.refused(() -> host.declareQueue("q", "x-max-length", 6), text.formatted("x-max-length", "'6'", "'5'"));
        Host.refused(() -> host.declareQueue("q", "x-max-length", "5"), text.formatted("x-max-length", "'5'", "'5'"));
        Host.refused(
                () -> host.declareQueue("q", "x-max-length", 5, "x-queue-type", "quorum"),
                text.formatted("x-queue-type", "the value 'quorum' of type 'longstr'", "none"));
    }

    @Test
    void someDifferencesDoNotMatter() throws ProtocolException {
        QueueMachine queue = host.declareQueue("q", "x-max-length", 5);

        assertThat(host.declareQueue("q", "x-max-length", 5, "x-foo", 1)).isSameAs(queue);
        assertThat(host.declareQueue("q", "x-max-length", 5, "x-queue-type", "classic"))
                .isSameAs(queue);
        FieldTable wide = FieldTable.builder().longInteger("x-max-length", 5).build();
        assertThat(declare(new QueueDeclaration("q", false, false, false, false, wide)))
                .isSameAs(queue);
    }

    @Test
    void exclusiveQueuesBelongToTheirConnection() throws ProtocolException {
        QueueMachine queue = declare(Host.exclusive("q"));
        host.bind("q", "amq.direct", "k");

        assertThat(declare(Host.exclusive("q"))).isSameAs(queue);
        Host.refused(() -> host.declareQueue("q"), LOCKED);
        Host.refused(() -> vhost.declareQueue(host.other, Host.exclusive("q"), host.now), LOCKED);
        Host.refused(() -> vhost.declareQueue(host.other, Host.passiveQueue("q"), host.now), LOCKED);
        Host.refused(() -> vhost.bindQueue(host.other, "q", "amq.direct", "z", FieldTable.EMPTY), LOCKED);
        Host.refused(() -> vhost.unbindQueue(host.other, "q", "amq.direct", "k", FieldTable.EMPTY), LOCKED);
        vhost.unbindQueue(host.other, "q", "amq.direct", "missing", FieldTable.EMPTY);
        Host.refused(() -> vhost.queueToRead(host.other, "q"), LOCKED);
        Host.refused(() -> vhost.purgeQueue(host.other, "q", host.now), LOCKED);
        Host.refused(() -> vhost.deleteQueue(host.other, "q", false, false, host.now), LOCKED);

        vhost.connectionClosed(host.other.connection(), Integer.MAX_VALUE, host.now);
        assertThat(vhost.queue("q")).isNotNull();
        vhost.connectionClosed(host.caller.connection(), Integer.MAX_VALUE, host.now);
        assertThat(vhost.queue("q")).isNull();
        assertThat(vhost.bindings()).isEmpty();
    }

    @Test
    void exclusiveQueuesAreNeverDurable() throws ProtocolException {
        declare(new QueueDeclaration("q", false, true, true, false, FieldTable.EMPTY));

        assertThat(host.known("q").settings().durable()).isFalse();
        declare(Host.exclusive("q"));
    }

    @Test
    void missingQueuesAreNotFound() {
        String text = "NOT_FOUND - no queue 'nope' in vhost 'v'";
        Host.refused(() -> declare(Host.passiveQueue("nope")), text);
        Host.refused(() -> vhost.queueToRead(host.caller, "nope"), text);
        Host.refused(() -> vhost.purgeQueue(host.caller, "nope", host.now), text);
        Host.refused(() -> consume("nope", false), text);
        assertThat(VirtualHost.noPreviousQueue()).hasMessage("NOT_FOUND - no previously declared queue");
    }

    @Test
    void deleteSaysHowManyWereReady() throws ProtocolException {
        host.declareQueue("q");
        host.publish("", "q", "0", "1", "2");
        host.take("q");

        assertThat(vhost.deleteQueue(host.caller, "q", false, false, host.now)).isEqualTo(2);
        assertThat(vhost.deleteQueue(host.caller, "q", false, false, host.now)).isZero();
        assertThat(vhost.queue("q")).isNull();
    }

    @Test
    void deleteHasConditions() throws ProtocolException {
        host.declareQueue("q");
        host.publish("", "q", "0");
        consume("q", false);
        Host.refused(
                () -> vhost.deleteQueue(host.caller, "q", true, true, host.now),
                "PRECONDITION_FAILED - queue 'q' in vhost 'v' not empty");
        vhost.purgeQueue(host.caller, "q", host.now);
        Host.refused(
                () -> vhost.deleteQueue(host.caller, "q", true, true, host.now),
                "PRECONDITION_FAILED - queue 'q' in vhost 'v' in use");
        assertThat(vhost.deleteQueue(host.caller, "q", false, true, host.now)).isZero();
    }

    static List<Arguments> invalidArguments() {
        return List.of(
                Arguments.of("x-message-ttl", FieldValue.Int.of(-1), "{value_negative,-1}"),
                Arguments.of("x-message-ttl", FieldValue.Text.of("10"), "\"expected integer, got longstr\""),
                Arguments.of("x-message-ttl", new FieldValue.Float64(1.5), "\"expected integer, got double\""),
                Arguments.of("x-message-ttl", FieldValue.Int.of(315360000001L), "{value_too_large,315360000001}"),
                Arguments.of("x-expires", FieldValue.Int.of(0), "{value_zero,0}"),
                Arguments.of("x-expires", FieldValue.Int.of(-1), "{value_negative,-1}"),
                Arguments.of("x-max-length", FieldValue.Int.of(-1), "{value_negative,-1}"),
                Arguments.of("x-max-length", new FieldValue.Bool(true), "\"expected integer, got bool\""),
                Arguments.of("x-max-length-bytes", FieldValue.Int.of(-5), "{value_negative,-5}"),
                Arguments.of("x-max-priority", FieldValue.Int.of(256), "{max_value_exceeded,256}"),
                Arguments.of("x-overflow", FieldValue.Text.of("foo"), "invalid_overflow"),
                Arguments.of("x-overflow", FieldValue.Int.of(5), "{unacceptable_type,signedint}"),
                Arguments.of("x-queue-mode", FieldValue.Text.of("foo"), "\"unsupported queue mode 'foo'\""),
                Arguments.of("x-queue-mode", FieldValue.Int.of(1), "{unacceptable_type,signedint}"),
                Arguments.of("x-queue-version", FieldValue.Int.of(3), "\"unsupported queue version '3'\""),
                Arguments.of("x-single-active-consumer", FieldValue.Int.of(1), "{unacceptable_type,signedint}"),
                Arguments.of("x-dead-letter-routing-key", FieldValue.Text.of("k"), "routing_key_but_no_dlx_defined"),
                Arguments.of("x-queue-type", FieldValue.Text.of("nope"), "\"unsupported queue type 'nope'\""),
                Arguments.of("x-queue-type", FieldValue.Int.of(5), "{unacceptable_type,signedint}"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("invalidArguments")
    void invalidArgumentsAreRefused(String name, FieldValue value, String problem) {
        FieldTable arguments = FieldTable.builder().add(name, value).build();
        Host.refused(
                () -> declare(new QueueDeclaration("q", false, false, false, false, arguments)),
                "PRECONDITION_FAILED - invalid arg '" + name + "' for queue 'q' in vhost 'v': " + problem);
        assertThat(vhost.queue("q")).isNull();
    }

    @Test
    void argumentsOfOtherTypesAreRefused() {
        for (String name : new String[] {"x-delivery-limit", "x-max-in-memory-length", "x-initial-cluster-size"}) {
            Host.refused(
                    () -> host.declareQueue("q", name, 5),
                    "PRECONDITION_FAILED - invalid arg '" + name
                            + "' for queue 'q' in vhost 'v' of queue type rabbit_classic_queue");
        }
    }

    @Test
    void zeroAndFreeValuesAreValid() throws ProtocolException {
        host.declareQueue(
                "q0", "x-message-ttl", 0, "x-max-length", 0, "x-max-priority", 0, "x-queue-master-locator", "random");
        host.declareQueue("q1", "x-queue-mode", "lazy", "x-queue-version", 2, "x-overflow", "reject-publish-dlx");
    }

    @Test
    void theDeadLetterExchangeMustBeAName() {
        Host.refused(
                () -> host.declareQueue("q", "x-dead-letter-exchange", 5),
                "PRECONDITION_FAILED - invalid type 'signedint' for arg 'x-dead-letter-exchange' in queue 'q' in vhost 'v'");
    }

    @Test
    void someArgumentsCostTheConnection() {
        assertThatThrownBy(() -> host.declareQueue("", "x-queue-type", "nope"))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("INTERNAL_ERROR");
        assertThatThrownBy(() -> host.declareQueue("q", "x-queue-master-locator", 5))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("INTERNAL_ERROR");
        assertThatThrownBy(() -> host.declareQueue("q", "x-queue-type", "stream"))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("NOT_IMPLEMENTED - queue type stream");
    }

    @Test
    void namesLoseTheirLineEnds() throws ProtocolException {
        assertThat(host.declareQueue("ab\r\ncd").name()).isEqualTo("abcd");
        host.bind("a\nbcd", "amq.\rdirect", "k\n");
        assertThat(vhost.bindingsTo(host.known("abcd")))
                .extracting(binding -> binding.source().name() + "/" + binding.routingKey())
                .containsExactly("/abcd", "amq.direct/k\n");
        assertThat(vhost.deleteQueue(host.caller, "abcd\r", false, false, host.now))
                .isZero();
        assertThat(vhost.queues()).isEmpty();
    }

    @Test
    void exclusiveConsumersAreAlone() throws ProtocolException {
        host.declareQueue("q");
        Consumer first = consume("q", true);
        String text = "ACCESS_REFUSED - queue 'q' in vhost 'v' in exclusive use";
        Host.refused(() -> consume("q", false), text);
        first.cancel(host.now);
        consume("q", false);
        Host.refused(() -> consume("q", true), text);

        host.declareQueue("sac", "x-single-active-consumer", true);
        Host.refused(() -> consume("sac", true), "ACCESS_REFUSED - queue 'sac' in vhost 'v' in exclusive use");
    }

    @Test
    void consumerArgumentsAreChecked() throws ProtocolException {
        host.declareQueue("q");
        String text = "PRECONDITION_FAILED - invalid arg '%s' for queue 'q' in vhost 'v'%s";
        Host.refused(
                () -> consume("q", false, "x-priority", "5"),
                text.formatted("x-priority", ": \"expected integer, got longstr\""));
        Host.refused(
                () -> consume("q", false, "x-cancel-on-ha-failover", "5"),
                text.formatted("x-cancel-on-ha-failover", ": {unacceptable_type,longstr}"));
        Host.refused(
                () -> consume("q", false, "x-stream-offset", "first"),
                text.formatted("x-stream-offset", " of queue type rabbit_classic_queue"));
        assertThat(consume("q", false, "x-priority", -3).priority()).isEqualTo(-3);
    }

    @Test
    void anAutoDeleteQueueGoesWithItsLastConsumer() throws ProtocolException {
        declare(new QueueDeclaration("q", false, false, false, true, FieldTable.EMPTY));
        host.bind("q", "amq.direct", "k");
        consume("q", false).cancel(host.now);

        assertThat(vhost.queue("q")).isNull();
        assertThat(vhost.bindings()).isEmpty();
    }

    @Test
    void anUnusedQueueExpires() throws ProtocolException {
        host.declareQueue("q", "x-expires", 300);
        host.declareQueue("longer", "x-expires", 1000);
        host.advance(200);
        declare(Host.passiveQueue("q"));
        host.advance(299);
        assertThat(vhost.queue("q")).isNotNull();
        host.advance(1);
        assertThat(vhost.queue("q")).isNull();
        host.advance(499);
        assertThat(vhost.queue("longer")).isNotNull();
        host.advance(1);
        assertThat(vhost.queue("longer")).isNull();
    }

    @Test
    void permissionsAreAskedInOrder() throws ProtocolException {
        host.declareQueue("q");
        String refused = "ACCESS_REFUSED - access to %s in vhost 'v' refused for user 'u'";
        Caller none = host.restricted("", "", "");
        Host.refused(() -> vhost.declareQueue(none, Host.queue("q"), host.now), refused.formatted("queue 'q'"));
        Host.refused(() -> vhost.deleteQueue(none, "q", false, false, host.now), refused.formatted("queue 'q'"));
        Host.refused(() -> vhost.queueToRead(none, "nope"), refused.formatted("queue 'nope'"));
        Host.refused(() -> vhost.purgeQueue(none, "q", host.now), refused.formatted("queue 'q'"));
        vhost.declareQueue(none, Host.passiveQueue("q"), host.now);

        QueueDeclaration dying = Host.queue("d", "x-dead-letter-exchange", "dlx");
        Caller configure = host.restricted("^d$|^amq\\.gen", "", "");
        Host.refused(() -> vhost.declareQueue(configure, dying, host.now), refused.formatted("queue 'd'"));
        Caller reader = host.restricted("^d$", "", "^d$");
        Host.refused(() -> vhost.declareQueue(reader, dying, host.now), refused.formatted("exchange 'dlx'"));
        vhost.declareQueue(host.restricted("^d$", "^dlx$", "^d$"), dying, host.now);
        Caller generated = host.restricted("^amq\\.gen", "", "");
        vhost.declareQueue(generated, Host.queue(""), host.now);
    }

    @Test
    void deletingTheHostEndsEveryQueue() throws ProtocolException {
        QueueMachine queue = host.declareQueue("q");
        host.publish("", "q", "0");
        vhost.delete(host.now);

        assertThat(queue.isDeleted()).isTrue();
        assertThat(vhost.queues()).isEmpty();
        assertThat(vhost.queuedBytes()).isZero();
    }
}
