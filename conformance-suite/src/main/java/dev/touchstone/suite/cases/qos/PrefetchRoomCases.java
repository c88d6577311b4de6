package dev.touchstone.suite.cases.qos;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How settled deliveries make room under a limit. */
@Conformance
class PrefetchRoomCases {
    @Test
    @Rule("QOS-09")
    void eachAckFreesAsManySlotsAsItSettles(Lab lab) {
        expectRoom(lab, false);
    }

    @Test
    @Rule("QOS-09")
    void underAGlobalLimitEachAckFreesAsManySlotsAsItSettles(Lab lab) {
        expectRoom(lab, true);
    }

    private static void expectRoom(Lab lab, boolean global) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, IntStream.range(0, 20).mapToObj(i -> "m" + i).toArray(String[]::new));
        channel.qos(2, global);
        channel.consume(queue, "c");
        Expect.equal("first deliveries", List.of("m0", "m1"), RawChannel.texts(channel.deliver(2)));
        channel.quiet(queue);
        expectMore(channel, queue, 1, room -> room.ack(1, false));
        expectMore(channel, queue, 2, room -> room.ack(3, true));
        expectMore(channel, queue, 1, room -> room.nack(4, false, false));
        expectMore(channel, queue, 1, room -> room.reject(6, false));
        expectMore(channel, queue, 2, room -> room.nack(7, true, false));
        expectMore(channel, queue, 2, room -> room.ack(0, true));
    }

    /** Settles something and expects so many new deliveries, no more. */
    private static void expectMore(RawChannel channel, String queue, int count, Consumer<RawChannel> settle) {
        settle.accept(channel);
        channel.deliver(count);
        channel.quiet(queue);
    }
}
