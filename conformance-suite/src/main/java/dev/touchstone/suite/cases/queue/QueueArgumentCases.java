package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code queue.declare} with arguments: which values are valid, and how they compare. */
@Conformance
class QueueArgumentCases {
    private static final long LONGEST_MILLIS = 315_360_000_000L;

    @Test
    @Rule("QUEUE-19")
    @Needs(Capability.MESSAGE_TTL)
    void invalidExpiryArgumentsAre406(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        for (String argument : new String[] {"x-message-ttl", "x-expires"}) {
            table.invalid(argument, -1);
            table.invalid(argument, "1000");
            table.invalid(argument, 1000.0);
            table.invalid(argument, true);
            table.refused(argument, LONGEST_MILLIS + 1, "value_too_large");
            table.invalid(argument, LONGEST_MILLIS + 1);
            table.accepted(argument, LONGEST_MILLIS);
        }
        table.invalid("x-expires", 0);
        table.accepted("x-expires", 60_000);
    }

    @Test
    @Rule("QUEUE-19")
    @Needs(Capability.LENGTH_LIMITS)
    void invalidLengthLimitsAre406(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        for (String argument : new String[] {"x-max-length", "x-max-length-bytes"}) {
            table.invalid(argument, -1);
            table.invalid(argument, "10");
            table.invalid(argument, 10.0);
            table.accepted(argument, 10);
        }
        table.invalid("x-overflow", "nope");
        table.invalid("x-overflow", 5);
        table.accepted("x-overflow", "drop-head");
        table.accepted("x-overflow", "reject-publish");
    }

    @Test
    @Rule("QUEUE-19")
    @Needs(Capability.PRIORITY_QUEUES)
    // A queue of 255 priorities is 256 queues and takes seconds to make; whoever switches tracing waits for its
    // channel.
    @ResourceLock("tracing")
    void invalidNumbersOfPrioritiesAre406(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab, lab.connectPatiently());
        table.invalid("x-max-priority", -1);
        table.invalid("x-max-priority", 256);
        table.invalid("x-max-priority", "5");
        table.invalid("x-max-priority", 5.0);
        table.accepted("x-max-priority", 255);
    }

    @Test
    @Rule("QUEUE-19")
    void unknownModesVersionsAndASingleActiveConsumerThatIsNoBooleanAre406(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        table.invalid("x-queue-mode", "nope");
        table.invalid("x-queue-mode", 1);
        table.accepted("x-queue-mode", "lazy");
        table.accepted("x-queue-mode", "default");
        table.invalid("x-queue-version", 0);
        table.invalid("x-queue-version", 3);
        table.invalid("x-queue-version", "2");
        table.accepted("x-queue-version", 1);
        table.accepted("x-queue-version", 2);
        table.invalid("x-single-active-consumer", "true");
        table.invalid("x-single-active-consumer", 1);
        table.accepted("x-single-active-consumer", false);
    }

    @Test
    @Rule("QUEUE-19")
    @Needs(Capability.DEAD_LETTERING)
    void aDeadLetterKeyAloneAndADeadLetterExchangeThatIsNoStringAre406(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        table.invalid("x-dead-letter-routing-key", "key");
        table.refused("x-dead-letter-exchange", 5, "for arg 'x-dead-letter-exchange' in queue '");
        table.refused("x-dead-letter-exchange", true, "for arg 'x-dead-letter-exchange' in queue '");
        table.accepted("x-dead-letter-exchange", "no-such-exchange");
        table.with(Map.of("x-dead-letter-exchange", "no-such-exchange")).accepted("x-dead-letter-routing-key", "key");
    }

    @Test
    @Rule("QUEUE-20")
    @Needs({Capability.MESSAGE_TTL, Capability.LENGTH_LIMITS, Capability.PRIORITY_QUEUES})
    void zeroIsAValidTtlLengthAndNumberOfPriorities(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        table.accepted("x-message-ttl", 0);
        table.accepted("x-max-length", 0);
        table.accepted("x-max-priority", 0);
    }

    @Test
    @Rule("QUEUE-20")
    void anExclusiveQueueAcceptsAnyMasterLocator(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        for (Object value : new Object[] {"client-local", "nope", "", 5, true}) {
            table.accepted("x-queue-master-locator", value);
        }
    }

    /** Only a shared queue is placed by its locator; one that cannot be read costs the connection. */
    @Test
    @Rule("QUEUE-20")
    void aSharedQueueWithAnUnknownMasterLocatorClosesTheConnectionWith541(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (String known : new String[] {"client-local", "min-masters", "random"}) {
            lab.queue(channel, Map.of("x-queue-master-locator", known));
        }
        for (Object value : new Object[] {"nope", 5, true}) {
            Connection connection = lab.connect();
            AMQP.Connection.Close close = lab.expectConnectionClose(
                    connection, 541, () -> lab.queue(lab.channel(connection), Map.of("x-queue-master-locator", value)));
            lab.expectText("INTERNAL_ERROR", close.getReplyText());
        }
    }

    @Test
    @Rule("QUEUE-21")
    void argumentsOfAnotherQueueTypeAre406(Lab lab) {
        for (Map<String, Object> type :
                java.util.List.<Map<String, Object>>of(Map.of(), Map.of("x-queue-type", "classic"))) {
            ArgumentTable table = new ArgumentTable(lab).with(type);
            for (String argument :
                    new String[] {"x-delivery-limit", "x-quorum-initial-group-size", "x-max-in-memory-length"}) {
                table.invalid(argument, 3);
                table.refused(argument, 3, "of queue type rabbit_classic_queue");
            }
        }
    }

    @Test
    @Rule("QUEUE-22")
    void anUnknownQueueTypeIs406(Lab lab) {
        ArgumentTable table = new ArgumentTable(lab);
        for (String type : new String[] {"nope", "", "Classic", "direct"}) {
            table.refused("x-queue-type", type, "unsupported queue type '" + type + "'");
        }
        table.invalid("x-queue-type", 5);
        table.accepted("x-queue-type", "classic");
    }

    @Test
    @Rule("QUEUE-07")
    @Needs(Capability.LENGTH_LIMITS)
    void integersOfEveryWidthCompareByValue(Lab lab) {
        RawDeclare declare = new RawDeclare(lab, "x-max-length");
        declare.expectOk(new FieldValue('I', 100L));
        for (char tag : new char[] {'b', 'B', 's', 'u', 'I', 'i', 'l'}) {
            declare.expectOk(new FieldValue(tag, 100L));
        }
        declare.expectRefused(new FieldValue('l', 101L));
        declare.expectRefused(new FieldValue('b', 101L));
    }

    @Test
    @Rule("QUEUE-07")
    @Needs(Capability.LENGTH_LIMITS)
    void aStringOrADoubleIsNoInteger(Lab lab) {
        RawDeclare declare = new RawDeclare(lab, "x-max-length");
        declare.expectOk(FieldValue.int32(1000));
        declare.expectRefused(FieldValue.string("1000"));
        declare.expectRefused(new FieldValue('d', 1000.0));
        declare.expectRefused(new FieldValue('f', 1000.0f));
        declare.expectOk(FieldValue.int64(1000));
    }
}
