package dev.touchstone.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.wire.FieldTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumersTest {
    private final Bench bench = Bench.plain();

    @Test
    void equalConsumersTakeTurns() {
        Taker a = Taker.on(bench, 100);
        Taker b = Taker.on(bench, 100);
        bench.publish("0", "1", "2", "3", "4", "5");

        assertThat(a.got).containsExactly("0", "2", "4");
        assertThat(b.got).containsExactly("1", "3", "5");
    }

    @Test
    void aNewConsumerGetsNothingBeforeItStarts() {
        bench.publish("0");
        Taker silent = Taker.silent(bench, 1);

        assertThat(silent.got).isEmpty();
        assertThat(silent.consumer.isBlocked()).isTrue();
        silent.consumer.resume(bench.now);
        assertThat(silent.got).containsExactly("0");
    }

    @Test
    void aFullConsumerIsPassedOver() {
        Taker full = Taker.on(bench, 1);
        Taker free = Taker.on(bench, 100);
        bench.publish("0", "1", "2", "3");

        assertThat(full.got).containsExactly("0");
        assertThat(free.got).containsExactly("1", "2", "3");
    }

    @Test
    void creditBringsTheNextMessage() {
        Taker taker = Taker.on(bench, 2);
        bench.publish("0", "1", "2", "3");
        assertThat(taker.news()).containsExactly("0", "1");

        taker.ackFirst(bench);
        assertThat(taker.news()).containsExactly("2");
        assertThat(bench.queue.unackedCount()).isEqualTo(2);
    }

    @Test
    void noAckConsumersLeaveNothingBehind() {
        Taker taker = Taker.with(bench, 1, Taker.noAck());
        bench.publish("0", "1", "2");

        assertThat(taker.got).containsExactly("0", "1", "2");
        assertThat(bench.queue.unackedCount()).isZero();
        assertThat(bench.held).isZero();
    }

    @Test
    void higherPriorityIsServedFirst() {
        Taker low = Taker.with(bench, 2, Taker.priority(-5));
        Taker high = Taker.with(bench, 2, Taker.priority(10));
        bench.publish("0", "1", "2", "3", "4");

        assertThat(high.got).containsExactly("0", "1");
        assertThat(low.got).containsExactly("2", "3");
        assertThat(bench.queue.messageCount()).isEqualTo(1);
    }

    @Test
    void requeuedMessagesComeBackMarked() {
        Taker taker = Taker.on(bench, 2);
        bench.publish("0", "1", "2");
        List<QueuedMessage> unacked = List.copyOf(taker.unacked);
        taker.unacked.clear();
        taker.news();

        bench.queue.requeue(unacked, bench.now);
        taker.consumer.resume(bench.now);

        assertThat(taker.got).containsExactly("0*", "1*");
    }

    @Test
    void cancelEndsDeliveryAndKeepsUnacked() {
        Taker taker = Taker.on(bench, 10);
        bench.publish("0");
        taker.consumer.cancel(bench.now);
        bench.publish("1");

        assertThat(taker.got).containsExactly("0");
        assertThat(taker.cancelled).isFalse();
        assertThat(bench.queue.consumerCount()).isZero();
        bench.queue.ack(taker.unacked.get(0));
        assertThat(bench.rest()).containsExactly("1");
    }

    @Test
    void aRingLosesAndGainsMembers() {
        Taker a = Taker.on(bench, 100);
        Taker b = Taker.on(bench, 100);
        Taker c = Taker.on(bench, 100);
        b.consumer.cancel(bench.now);
        bench.publish("0", "1", "2");
        Taker d = Taker.on(bench, 100);
        bench.publish("3", "4", "5");

        assertThat(a.got).containsExactly("0", "2", "4");
        assertThat(c.got).containsExactly("1", "3");
        assertThat(d.got).containsExactly("5");
    }

    @Test
    void exclusiveConsumersAreAlone() {
        assertThat(bench.queue.refusesConsumer(true)).isFalse();
        Taker exclusive = Taker.with(bench, 1, new ConsumerSettings("e", false, true, FieldTable.EMPTY));

        assertThat(bench.queue.refusesConsumer(false)).isTrue();
        assertThat(bench.queue.refusesConsumer(true)).isTrue();

        exclusive.consumer.cancel(bench.now);
        Taker.on(bench, 1);
        assertThat(bench.queue.refusesConsumer(true)).isTrue();
        assertThat(bench.queue.refusesConsumer(false)).isFalse();
    }

    @Test
    void aSingleActiveConsumerGetsAllUntilItGoes() {
        Bench single = new Bench(Bench.arguments("x-single-active-consumer", true));
        Taker first = Taker.on(single, 2);
        Taker second = Taker.on(single, 100);
        Taker third = Taker.with(single, 100, Taker.priority(5));
        single.publish("0", "1", "2");

        assertThat(first.got).containsExactly("0", "1");
        assertThat(second.got).isEmpty();
        assertThat(first.consumer.isActive()).isTrue();
        assertThat(second.consumer.isActive()).isFalse();
        assertThat(single.queue.refusesConsumer(true)).isTrue();
        assertThat(single.get()).isEqualTo("2");

        single.publish("3");
        first.consumer.cancel(single.now);
        single.workAll();
        assertThat(third.got).as("the highest priority takes over").containsExactly("3");
        third.consumer.cancel(single.now);
        single.publish("4");
        assertThat(second.got).containsExactly("4");
    }

    @Test
    void anAutoDeleteQueueGoesWithItsLastConsumer() {
        Bench auto = new Bench(FieldTable.EMPTY, true);
        Taker a = Taker.on(auto, 1);
        Taker b = Taker.on(auto, 1);

        a.consumer.cancel(auto.now);
        assertThat(auto.unused).isFalse();
        b.consumer.cancel(auto.now);
        assertThat(auto.unused).isTrue();
    }

    @Test
    void aBacklogIsDeliveredInSlices() {
        for (int i = 0; i < 1_000; i++) {
            bench.publish("m");
        }
        Taker taker = Taker.on(bench, 10_000);
        assertThat(taker.got).hasSize(256);
        assertThat(bench.workLeft).isTrue();

        bench.publish("last");
        bench.workAll();

        assertThat(taker.got).hasSize(1_001).endsWith("last");
    }

    @Test
    void consumersAreListedOldestFirst() {
        Taker a = Taker.with(bench, 1, Taker.priority(1));
        Taker b = Taker.with(bench, 1, Taker.priority(2));

        assertThat(bench.queue.consumers()).containsExactly(a.consumer, b.consumer);
        assertThat(a.consumer.tag()).isEqualTo("t1");
        assertThat(b.consumer.priority()).isEqualTo(2);
        assertThat(b.consumer.noAck()).isFalse();
        assertThat(b.consumer.arguments().size()).isEqualTo(1);
        assertThat(b.consumer.queue()).isSameAs(bench.queue);
    }
}
