package dev.touchstone.suite.cases.dlx;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why messages are dead-lettered, and why not. */
@Conformance
@Needs(Capability.DEAD_LETTERING)
class DeathReasonCases {
    private static final String DLX = "x-dead-letter-exchange";

    @Test
    @Rule({"DLX-01", "DLX-02"})
    void rejectedAndNackedMessagesAreDeadLettered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("fanout");
        String box = bench.bound(dlx, "");
        String queue = bench.queue("q", DLX, dlx);
        for (String how : List.of("reject", "nack", "requeued")) {
            long tag = bench.inHand(queue, new AMQP.BasicProperties(), how).tag();
            if (how.equals("reject")) {
                bench.channel().reject(tag, false);
            } else {
                bench.channel().nack(tag, false, how.equals("requeued"));
            }
        }
        expectLetter(bench, box, "reject", "1 rejected " + queue);
        expectLetter(bench, box, "nack", "1 rejected " + queue);
        Expect.equal("what was requeued", "requeued", bench.take(queue).text());
        Expect.equal("more letters", 0L, bench.channel().depth(box));
    }

    @Test
    @Rule({"DLX-01", "DLX-02"})
    @Needs({Capability.MESSAGE_TTL, Capability.LENGTH_LIMITS})
    void expiredMessagesAndThoseBeyondALimitAreDeadLettered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("fanout");
        String box = bench.bound(dlx, "");
        String expiring = bench.queue("q", DLX, dlx, "x-message-ttl", 50);
        bench.channel().publish(expiring, "expired");
        expectLetter(bench, box, "expired", "1 expired " + expiring);
        String limited = bench.queue("q", DLX, dlx, "x-max-length", 1);
        bench.channel().publish(limited, "too many").publish(limited, "stays");
        expectLetter(bench, box, "too many", "1 maxlen " + limited);
        String limitedOctets = bench.queue("q", DLX, dlx, "x-max-length-bytes", 5);
        bench.channel().publish(limitedOctets, "longer").publish(limitedOctets, "stays");
        expectLetter(bench, box, "longer", "1 maxlen " + limitedOctets);
    }

    @Test
    @Rule("DLX-01")
    @Needs({Capability.POLICIES, Capability.MESSAGE_TTL, Capability.LENGTH_LIMITS})
    void aDeadLetterExchangeByPolicyGetsTheDeadOfEveryKind(Lab lab) {
        QueueBench bench = QueueBench.withPolicies(lab);
        String dlx = bench.exchange("fanout");
        String box = bench.bound(dlx, "");
        String queue = bench.queue("mortal", "x-max-length", 1);
        bench.enter(queue, "before the policy");
        bench.policy("mortal", "dead-letter-exchange", dlx);
        bench.reject(queue);
        expectLetter(bench, box, "before the policy", "1 rejected " + queue);
        bench.channel().publish(queue, "too many");
        bench.channel().publish("", queue, expiration("50"), "expired");
        expectLetter(bench, box, "too many", "1 maxlen " + queue);
        expectLetter(bench, box, "expired", "1 expired " + queue);
        lab.admin().clearPolicy(bench.home().virtualHost(), "policy-mortal");
        bench.rejectNew(queue, "after the policy");
        bench.enter(box, "last");
        Expect.equal("the next in the box", "last", bench.take(box).text());
    }

    @Test
    @Rule("DLX-02")
    @Needs(Capability.QUORUM_QUEUES)
    void aQuorumQueueDeadLettersWhatIsReturnedTooOften(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String dlx = bench.exchange("fanout");
        String box = bench.bound(dlx, "");
        Map<String, Object> arguments = QueueBench.arguments("x-queue-type", "quorum", DLX, dlx, "x-delivery-limit", 1);
        String queue = channel.declare(lab.name("quorum"), true, arguments);
        channel.nack(bench.inHand(queue, new AMQP.BasicProperties(), "poison").tag(), false, true);
        channel.nack(bench.hold(queue).tag(), false, true);
        expectLetter(bench, box, "poison", "1 delivery_limit " + queue);
    }

    @Test
    @Rule("DLX-16")
    void purgeAndDeleteDoNotDeadLetter(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String dlx = bench.exchange("fanout");
        String box = bench.bound(dlx, "");
        String queue = bench.queue("q", DLX, dlx);
        bench.enter(queue, "purged");
        channel.call(new AMQP.Queue.Purge.Builder().queue(queue).build(), "queue.purge-ok");
        bench.rejectNew(queue, "rejected");
        expectLetter(bench, box, "rejected", "1 rejected " + queue);
        bench.enter(queue, "deleted with its queue");
        channel.deleteQueue(queue);
        bench.enter(box, "last");
        Expect.equal("the next in the box", "last", bench.take(box).text());
    }

    @Test
    @Rule("DLX-16")
    @Needs(Capability.MESSAGE_TTL)
    void theExpiryOfAQueueDoesNotDeadLetter(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String dlx = bench.exchange("fanout");
        String box = bench.bound(dlx, "");
        String queue = bench.queue("q", DLX, dlx, "x-expires", 300);
        bench.enter(queue, "lost");
        RawChannel publisher = bench.another();
        lab.await("the end of the queue", Duration.ofMillis(100), () -> {
            publisher.publishMandatory("", queue, new AMQP.BasicProperties(), "lost too");
            return isReturned(publisher);
        });
        bench.enter(box, "last");
        Expect.equal("the first in the box", "last", bench.take(box).text());
    }

    /** A passive declare of the queue would renew its lease, so that its end is seen by what comes back. */
    private static boolean isReturned(RawChannel publisher) {
        if (publisher.dialogue().next(Duration.ofMillis(50)) instanceof ProbeEvent.Silence) {
            return false;
        }
        publisher.dialogue().expectContent(publisher.number());
        return true;
    }

    private static AMQP.BasicProperties expiration(String millis) {
        return new AMQP.BasicProperties.Builder().expiration(millis).build();
    }

    private static void expectLetter(QueueBench bench, String box, String text, String death) {
        RawChannel.Message letter = bench.take(box);
        Expect.equal("the letter", text, letter.text());
        Expect.equal("its deaths", List.of(death), Deaths.summary(letter));
        Expect.equal(
                "its first death",
                death.split(" ")[1] + " in " + death.split(" ")[2] + " from ''",
                Deaths.first(letter));
    }
}
