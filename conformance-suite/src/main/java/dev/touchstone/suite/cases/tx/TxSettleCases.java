package dev.touchstone.suite.cases.tx;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Acknowledgements on a transactional channel. */
@Conformance
class TxSettleCases {
    /** One way to settle a delivery. */
    private enum Settle {
        ACK,
        NACK,
        REJECT;

        void run(Channel channel, long tag, boolean requeue) throws IOException {
            if (this == ACK) {
                channel.basicAck(tag, false);
            } else if (this == NACK) {
                channel.basicNack(tag, false, requeue);
            } else {
                channel.basicReject(tag, requeue);
            }
        }
    }

    @Test
    @Rule("TX-05")
    void afterRollbackADeliveryIsUnacknowledgedAgainAndNotRedelivered(Lab lab) throws Exception {
        Channel witness = lab.channel();
        for (Settle settle : Settle.values()) {
            Channel channel = lab.channel();
            String queue = lab.queue(witness);
            channel.basicQos(1);
            channel.txSelect();
            Inbox inbox = lab.consume(channel, queue, false);
            lab.publish(witness, "", queue, "first");
            long tag = inbox.next().getEnvelope().getDeliveryTag();
            settle.run(channel, tag, true);
            channel.txRollback();
            inbox.expectNothing();
            Expect.equal("ready messages after " + settle + " and rollback", 0, lab.depth(witness, queue));
            channel.basicAck(tag, false);
            channel.txCommit();
            channel.getConnection().close();
            lab.publishConfirmed(witness, "", queue, "second");
            Expect.equal("first message once the ack was committed", "second", lab.get(witness, queue));
            Expect.equal("more messages", 0, lab.depth(witness, queue));
        }
    }

    @Test
    @Rule("TX-05")
    void nackAndRejectTakeEffectAtCommit(Lab lab) throws Exception {
        Channel witness = lab.channel();
        for (Settle settle : new Settle[] {Settle.NACK, Settle.REJECT}) {
            Channel channel = lab.channel();
            String queue = lab.queue(witness);
            lab.publishConfirmed(witness, "", queue, "m");
            channel.txSelect();
            settle.run(channel, get(channel, queue), true);
            channel.basicQos(1);
            Expect.equal("ready messages before commit of " + settle, 0, lab.depth(witness, queue));
            channel.txCommit();
            lab.awaitDepth(witness, queue, 1);
            GetResponse again = Expect.present("the message", channel.basicGet(queue, false));
            Expect.equal("redelivered", true, again.getEnvelope().isRedeliver());
            settle.run(channel, again.getEnvelope().getDeliveryTag(), false);
            channel.txCommit();
            channel.getConnection().close();
            Expect.equal("messages after a discarding " + settle + " was committed", 0, lab.depth(witness, queue));
        }
    }

    @Test
    @Rule("TX-05")
    void anAckTakesEffectAtCommit(Lab lab) throws Exception {
        Channel witness = lab.channel();
        Channel channel = lab.channel();
        String queue = lab.queue(witness);
        channel.basicQos(1);
        channel.txSelect();
        Inbox inbox = lab.consume(channel, queue, false);
        lab.publish(witness, "", queue, "first");
        lab.publish(witness, "", queue, "second");
        Delivery first = inbox.next();
        channel.basicAck(first.getEnvelope().getDeliveryTag(), false);
        inbox.expectNothing();
        channel.txCommit();
        Expect.equal("body of the delivery that commit lets through", "second", Inbox.text(inbox.next()));
    }

    @Test
    @Rule("TX-06")
    void ackingATagTwiceInOneTransactionIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String queue = lab.queue(channel);
        lab.publishConfirmed(lab.channel(connection), "", queue, "m");
        channel.txSelect();
        long tag = get(channel, queue);
        channel.basicAck(tag, false);
        channel.basicQos(1);
        lab.expectChannelClose(channel, 406, 60, 80, () -> channel.basicAck(tag, false));
        Channel after = lab.channel(connection);
        lab.awaitDepth(after, queue, 1);
    }

    @Test
    @Rule("TX-07")
    void closingWithUncommittedAcksRequeues(Lab lab) throws Exception {
        Channel witness = lab.channel();
        Channel channel = lab.channel();
        String queue = lab.queue(witness);
        lab.publishConfirmed(witness, "", queue, "one");
        lab.publishConfirmed(witness, "", queue, "two");
        channel.txSelect();
        channel.basicAck(get(channel, queue), false);
        channel.txCommit();
        channel.basicAck(get(channel, queue), false);
        channel.basicQos(1);
        channel.close();
        lab.awaitDepth(witness, queue, 1);
        GetResponse back = Expect.present("the message whose ack was not committed", witness.basicGet(queue, true));
        Expect.equal("body", "two", new String(back.getBody(), java.nio.charset.StandardCharsets.UTF_8));
        Expect.equal("redelivered", true, back.getEnvelope().isRedeliver());
    }

    private static long get(Channel channel, String queue) throws IOException {
        return Expect.present("a message", channel.basicGet(queue, false))
                .getEnvelope()
                .getDeliveryTag();
    }

    @Test
    @Rule("TX-09")
    void getsAndConsumesAreNotTransactional(Lab lab) throws Exception {
        Channel witness = lab.channel();
        Channel channel = lab.channel();
        String queue = lab.queue(witness);
        lab.publishConfirmed(witness, "", queue, "got");
        channel.txSelect();
        Expect.equal("body by get", "got", lab.get(channel, queue));
        Inbox inbox = lab.consume(channel, queue, true);
        channel.txRollback();
        Expect.equal("messages after a get without ack and a rollback", 0, lab.depth(witness, queue));
        lab.publish(witness, "", queue, "consumed");
        Expect.equal("body at a consumer older than the rollback", "consumed", Inbox.text(inbox.next()));
        channel.basicCancel(inbox.tag());
        channel.txRollback();
        Expect.equal(
                "consumers after a cancel and a rollback",
                0,
                witness.queueDeclarePassive(queue).getConsumerCount());
    }

    @Test
    @Rule("TX-09")
    void declaresBindsAndDeletesAreNotTransactional(Lab lab) throws Exception {
        Channel witness = lab.channel();
        Channel channel = lab.channel();
        channel.txSelect();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k");
        channel.txRollback();
        lab.publishConfirmed(witness, exchange, "k", "m");
        Expect.equal("messages through what was declared before the rollback", 1, lab.depth(witness, queue));
        channel.queueUnbind(queue, exchange, "k");
        channel.queuePurge(queue);
        channel.txRollback();
        lab.publishConfirmed(witness, exchange, "k", "m");
        Expect.equal("messages after unbind, purge and rollback", 0, lab.depth(witness, queue));
        channel.queueDelete(queue);
        channel.exchangeDelete(exchange);
        channel.txRollback();
        Expect.equal("passive declare of the deleted queue", 404, Refusals.codeOfQueue(witness.getConnection(), queue));
        Refusals.expect(
                "a passive declare of the deleted exchange",
                404,
                "40.10",
                () -> witness.exchangeDeclarePassive(exchange));
    }
}
