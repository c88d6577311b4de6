package dev.touchstone.suite.cases.ack;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code basic.reject}, {@code basic.nack} and what is given back when a channel ends. */
@Conformance
class RequeueCases {
    private static final String[] FIVE = {"0", "1", "2", "3", "4"};

    @Test
    @Rule("ACK-05")
    void rejectAndNackWithRequeuePutTheMessageBackMarked(Lab lab) {
        List<BiConsumer<RawChannel, Long>> ways =
                List.of((channel, tag) -> channel.reject(tag, true), (channel, tag) -> channel.nack(tag, false, true));
        RawChannel channel = RawChannel.open(lab);
        for (BiConsumer<RawChannel, Long> way : ways) {
            String queue = channel.declare(lab.name("q"));
            channel.fill(lab, queue, "back");
            way.accept(channel, channel.get(queue).tag());
            channel.quiet(queue);
            Expect.equal("ready messages", 1L, channel.depth(queue));
            RawChannel.Message back = channel.get(queue);
            Expect.equal("body", "back", back.text());
            Expect.equal("redelivered", true, back.redelivered());
        }
    }

    @Test
    @Rule("ACK-05")
    void rejectAndNackWithoutRequeueDropTheMessage(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "a", "b");
        channel.get(queue, 2);
        channel.reject(1, false).nack(2, false, false).quiet(queue);
        channel.close();
        channel.reopen();
        channel.expectEmpty(queue);
    }

    @Test
    @Rule({"ACK-05", "ACK-06"})
    @Needs(Capability.DEAD_LETTERING)
    void rejectAndNackWithoutRequeueDeadLetterInOrder(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String dead = channel.declare(lab.name("dead"));
        String queue = channel.declare(
                lab.name("q"), false, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
        channel.fill(lab, queue, FIVE);
        channel.get(queue, 5);
        channel.reject(1, false).nack(4, true, false);
        lab.await("four dead letters", () -> channel.depth(dead) == 4);
        Expect.equal("dead letters in order", List.of("0", "1", "2", "3"), RawChannel.texts(channel.get(dead, 4)));
        channel.close();
        channel.reopen();
        lab.await("the last one is back", () -> channel.depth(queue) == 1);
        Expect.equal("the one that was not rejected", "4", channel.get(queue).text());
    }

    @Test
    @Rule("ACK-06")
    void nackOfMultipleGivesBackAllUpToItsTagInOrder(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, FIVE);
        channel.get(queue, 3);
        channel.nack(3, true, true).quiet(queue);
        Expect.equal("bodies in order", List.of(FIVE), RawChannel.texts(channel.get(queue, 5)));
    }

    @Test
    @Rule("ACK-06")
    void nackOfMultipleLeavesLaterDeliveriesAlone(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, FIVE);
        channel.get(queue, 5);
        channel.nack(3, true, true).quiet(queue);
        Expect.equal("ready messages", 3L, channel.depth(queue));
        channel.ack(4, false).ack(5, false).barrier();
        Expect.equal("bodies in order", List.of("0", "1", "2"), RawChannel.texts(channel.get(queue, 3)));
        channel.expectEmpty(queue);
    }

    @Test
    @Rule("ACK-07")
    void aRequeuedMessageGoesBackToItsOldPlace(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, FIVE);
        channel.get(queue, 3);
        channel.nack(2, false, true).quiet(queue);
        Expect.equal("what the next gets bring", List.of("1", "3", "4"), RawChannel.texts(channel.get(queue, 3)));
        channel.expectEmpty(queue);
    }

    @Test
    @Rule("ACK-07")
    void requeuedMessagesKeepTheirOrderWhateverTheOrderOfTheNacks(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, FIVE);
        channel.get(queue, 4);
        channel.nack(3, false, true).nack(1, false, true).reject(4, true).nack(2, false, true);
        channel.quiet(queue);
        Expect.equal("bodies in order", List.of(FIVE), RawChannel.texts(channel.get(queue, 5)));
    }

    @Test
    @Rule("ACK-08")
    void closingTheChannelGivesBackWhatIsUnacknowledged(Lab lab) {
        expectAllBack(lab, RawChannel::close);
    }

    @Test
    @Rule("ACK-08")
    void losingTheConnectionGivesBackWhatIsUnacknowledged(Lab lab) {
        expectAllBack(lab, holder -> holder.dialogue().probe().reset());
    }

    @Test
    @Rule("ACK-08")
    void closingTheConnectionGivesBackWhatIsUnacknowledged(Lab lab) {
        expectAllBack(lab, holder -> {
            AMQP.Connection.Close close =
                    new AMQP.Connection.Close.Builder().replyCode(200).build();
            holder.dialogue().call(0, close, "connection.close-ok");
        });
    }

    @Test
    @Rule("ACK-08")
    void aChannelErrorGivesBackWhatIsUnacknowledged(Lab lab) {
        expectAllBack(lab, holder -> holder.ack(99, false).expectChannelClose(406, 60, 80));
    }

    /** One takes 0, 1 and 2 of five and ends; all five must be there in their order, the three marked. */
    private static void expectAllBack(Lab lab, Consumer<RawChannel> end) {
        RawChannel keeper = RawChannel.open(lab);
        String queue = keeper.declare(lab.name("q"));
        keeper.fill(lab, queue, FIVE);
        RawChannel holder = RawChannel.open(lab);
        holder.get(queue, 3);
        end.accept(holder);
        lab.await("all messages are back", () -> keeper.depth(queue) == 5);
        List<RawChannel.Message> messages = keeper.get(queue, 5);
        Expect.equal("bodies in order", List.of(FIVE), RawChannel.texts(messages));
        Expect.equal(
                "redelivered of each",
                List.of(true, true, true, false, false),
                messages.stream().map(RawChannel.Message::redelivered).toList());
    }
}
