package dev.touchstone.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueMachineTest {
    private final Bench bench = Bench.plain();
    private final QueueMachine queue = bench.queue;

    @Test
    void messagesComeOutInOrder() {
        bench.publish("0", "1", "2");

        assertThat(queue.messageCount()).isEqualTo(3);
        assertThat(bench.rest()).containsExactly("0", "1", "2");
        assertThat(bench.get()).isEqualTo("none");
        assertThat(bench.confirms).containsExactly("ack", "ack", "ack");
    }

    @Test
    void unackedMessagesDoNotCountAsReady() {
        bench.publish("0", "1", "2");
        bench.take();

        assertThat(queue.messageCount()).isEqualTo(2);
        assertThat(queue.unackedCount()).isEqualTo(1);
    }

    @Test
    void requeueRestoresThePosition() {
        bench.publish("0", "1", "2", "3", "4");
        bench.take();
        QueuedMessage one = bench.take();
        bench.take();

        queue.requeue(List.of(one), bench.now);

        assertThat(bench.rest()).containsExactly("1*", "3", "4");
    }

    @Test
    void requeueOfManyKeepsTheirOrder() {
        bench.publish("0", "1", "2", "3");
        List<QueuedMessage> taken = List.of(bench.take(), bench.take(), bench.take());

        queue.requeue(List.of(taken.get(2), taken.get(0), taken.get(1)), bench.now);
        bench.publish("4");

        assertThat(bench.rest()).containsExactly("0*", "1*", "2*", "3", "4");
    }

    @Test
    void rejectWithoutADeadLetterExchangeDrops() {
        bench.publish("0", "1");
        queue.reject(List.of(bench.take()), bench.now);

        assertThat(bench.rest()).containsExactly("1");
        assertThat(bench.dead).isEmpty();
        assertThat(bench.held).isZero();
    }

    @Test
    void rejectedMessagesDieInOrder() {
        Bench dying = new Bench(Bench.arguments("x-dead-letter-exchange", "dlx"));
        dying.publish("0", "1", "2");
        dying.queue.reject(List.of(dying.take(), dying.take(), dying.take()), dying.now);

        assertThat(dying.dead).containsExactly("0:rejected", "1:rejected", "2:rejected");
        assertThat(dying.queue.unackedCount()).isZero();
    }

    @Test
    void aDeliveryIsSettledOnce() {
        bench.publish("0");
        QueuedMessage message = bench.take();
        queue.ack(message);

        assertThatThrownBy(() -> queue.ack(message)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void purgeDropsReadyMessagesOnly() {
        bench.publish("0", "1", "2");
        QueuedMessage taken = bench.take();

        assertThat(queue.purge(bench.now)).isEqualTo(2);
        assertThat(queue.messageCount()).isZero();

        queue.requeue(List.of(taken), bench.now);
        assertThat(bench.rest()).containsExactly("0*");
    }

    @Test
    void aLargePurgeIsFreedInSlices() {
        for (int i = 0; i < 5_000; i++) {
            bench.publish("m");
        }
        assertThat(queue.purge(bench.now)).isEqualTo(5_000);
        assertThat(queue.messageCount()).isZero();
        assertThat(bench.workLeft).isTrue();
        assertThat(bench.held).isPositive();

        bench.publish("new");
        bench.workAll();

        assertThat(bench.rest()).containsExactly("new");
        assertThat(bench.held).isZero();
    }

    @Test
    void aDeletedQueueOnlyFrees() {
        bench.publish("0", "1", "2");
        QueuedMessage first = bench.take();
        QueuedMessage second = bench.take();
        Taker taker = Taker.on(bench, 0);

        assertThat(queue.delete(bench.now)).isEqualTo(1);
        assertThat(taker.cancelled).isTrue();
        assertThat(queue.consumerCount()).isZero();

        queue.ack(first);
        queue.requeue(List.of(second), bench.now);
        bench.publish("late");
        assertThat(queue.messageCount()).isZero();
        assertThat(bench.held).isZero();
        assertThat(bench.confirms).hasSize(4);
    }

    @Test
    void memoryIsCountedWhileMessagesAreReadyOrUnacked() {
        bench.publish("0");
        long one = bench.held;
        assertThat(one).isPositive();

        QueuedMessage message = bench.take();
        assertThat(bench.held).isEqualTo(one);

        queue.ack(message);
        assertThat(bench.held).isZero();
    }

    @Test
    void aMillionMessagesStayInOrder() {
        int count = 1_000_000;
        for (int i = 0; i < count; i++) {
            queue.publish(Bench.message("", BasicProperties.NONE), null, 0, bench.now);
        }
        long position = -1;
        for (QueuedMessage next = queue.get(true, bench.now); next != null; next = queue.get(true, bench.now)) {
            assertThat(next.position() > position).isTrue();
            position = next.position();
        }
        assertThat(position).isEqualTo(count - 1);
    }

    @Test
    void aQueueThatEmptiesAndFillsKeepsItsOrder() {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            bench.publish("a" + i, "b" + i, "c" + i);
            out.add(bench.get());
            out.add(bench.get());
        }
        out.addAll(bench.rest());

        assertThat(out).hasSize(300).startsWith("a0", "b0", "c0", "a1").endsWith("c99");
    }

    @Test
    void settingsAreKept() {
        assertThat(queue.settings().name()).isEqualTo("q");
        assertThat(queue.kind()).isEqualTo("queue");
        assertThat(queue.limits()).isEqualTo(QueueLimits.of(FieldTable.EMPTY));
        assertThat(queue.messageBytes()).isZero();
    }
}
