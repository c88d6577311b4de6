package dev.touchstone.broker.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries that gather before they come back: nobody sees it before they join, and then it is as if they came back at once. */
class GatheringTest {
    private static List<QueuedMessage> take(Bench bench, int count) {
        List<QueuedMessage> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(requireNonNull(bench.queue.get(false, bench.now)));
        }
        return taken;
    }

    private static Bench with(int count, Object... arguments) {
        Bench bench = new Bench(Bench.arguments(arguments));
        for (int i = 0; i < count; i++) {
            bench.publish(Integer.toString(i));
        }
        return bench;
    }

    private static Gathering gather(Bench bench, List<QueuedMessage> these) {
        Gathering gathering = bench.queue.gather(false);
        these.forEach(one -> gathering.comesBack(one, bench.now));
        return gathering;
    }

    private static String all(Bench bench) {
        StringBuilder all = new StringBuilder();
        for (String next = bench.get(); !"none".equals(next); next = bench.get()) {
            all.append(next).append(' ');
        }
        return all.toString().trim();
    }

    @Test
    void nobodySeesThemBeforeTheyJoin() {
        Bench bench = with(3);
        Gathering gathering = gather(bench, take(bench, 2));
        assertThat(bench.queue.unackedCount()).isEqualTo(2);
        assertThat(bench.queue.unackedBytes()).isEqualTo(2);
        assertThat(bench.queue.messageCount()).isEqualTo(1);
        bench.queue.join(gathering, bench.now);
        assertThat(bench.queue.unackedCount()).isZero();
        assertThat(bench.queue.unackedBytes()).isZero();
        assertThat(bench.queue.messageCount()).isEqualTo(3);
        assertThat(all(bench)).isEqualTo("0* 1* 2");
    }

    @Test
    void largeOnesThatMeetAreInTheOrderOfTheQueue() {
        Bench bench = with(2_000);
        List<QueuedMessage> taken = take(bench, 1_999);
        List<List<QueuedMessage>> hands = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = taken.size() - 1; i >= 0; i--) {
            hands.get(i % 3).add(taken.get(i));
        }
        List<QueuedMessage> single = List.of(hands.get(0).remove(0));
        for (List<QueuedMessage> hand : hands) {
            bench.queue.join(gather(bench, hand), bench.now);
        }
        bench.queue.requeue(single, bench.now);
        for (int i = 0; i < 1_999; i++) {
            assertThat(bench.get()).isEqualTo(i + "*");
        }
        assertThat(bench.get()).isEqualTo("1999");
    }

    @Test
    void inFrontOfAQuorumQueueThoseWhoJoinedFirstStandFirst() {
        Bench bench = with(6, "x-queue-type", "quorum", "x-delivery-limit", 5);
        List<QueuedMessage> taken = take(bench, 5);
        Gathering gathering = gather(bench, List.of(taken.get(3), taken.get(0)));
        bench.queue.requeue(List.of(taken.get(4)), bench.now);
        bench.queue.join(gathering, bench.now);
        bench.queue.requeue(List.of(taken.get(1)), bench.now);
        bench.queue.join(gather(bench, List.of(taken.get(2))), bench.now);
        assertThat(all(bench)).isEqualTo("4* 3* 0* 1* 2* 5");
    }

    @Test
    void largeOnesInFrontOfAQuorumQueueKeepTheirOrder() {
        Bench bench = with(1_200, "x-queue-type", "quorum", "x-delivery-limit", 5);
        List<QueuedMessage> taken = take(bench, 1_200);
        bench.queue.join(gather(bench, taken.subList(600, 1_200)), bench.now);
        bench.queue.join(gather(bench, taken.subList(0, 599)), bench.now);
        bench.queue.requeue(List.of(taken.get(599)), bench.now);
        for (int i = 0; i < 1_200; i++) {
            assertThat(bench.get()).isEqualTo((i + 600) % 1_200 + "*");
        }
    }

    @Test
    void othersGoToTheEndOfAQuorumQueue() {
        Bench bench = with(4, "x-queue-type", "quorum");
        List<QueuedMessage> taken = take(bench, 3);
        Gathering gathering = gather(bench, List.of(taken.get(1), taken.get(0)));
        bench.publish("4");
        bench.queue.join(gathering, bench.now);
        bench.publish("5");
        bench.queue.requeue(List.of(taken.get(2)), bench.now);
        assertThat(all(bench)).isEqualTo("3 4 1* 0* 5 2*");
    }

    @Test
    void theyJoinAnEmptyQuorumQueue() {
        Bench bench = with(2, "x-queue-type", "quorum");
        bench.queue.join(gather(bench, take(bench, 2)), bench.now);
        bench.publish("2");
        assertThat(all(bench)).isEqualTo("0* 1* 2");
    }

    @Test
    void thoseOfTheHighestPriorityComeOutFirst() {
        Bench bench = new Bench(Bench.arguments("x-max-priority", 3));
        bench.publishWithPriority("a", 1);
        bench.publishWithPriority("b", 3);
        bench.publishWithPriority("c", 3);
        bench.publishWithPriority("d", 0);
        Gathering gathering = bench.queue.gather(false);
        List<QueuedMessage> taken = take(bench, 4);
        List.of(3, 2, 0, 1).forEach(i -> gathering.isRejected(taken.get(i)));
        List<QueuedMessage> first = gathering.poll(3);
        assertThat(first).extracting(one -> Bench.text(one.message())).containsExactly("b", "c", "a");
        assertThat(gathering.poll(3))
                .extracting(one -> Bench.text(one.message()))
                .containsExactly("d");
        assertThat(gathering.poll(3)).isEmpty();
    }

    @Test
    void aQueueThatIsDeletedMeanwhileFreesThem() {
        Bench bench = with(3);
        List<QueuedMessage> taken = take(bench, 3);
        Gathering gathering = gather(bench, taken.subList(0, 2));
        bench.queue.delete(bench.now);
        gathering.comesBack(taken.get(2), bench.now);
        bench.queue.join(gathering, bench.now);
        bench.workAll();
        assertThat(bench.held).isZero();
        assertThat(bench.queue.unackedCount()).isZero();
    }

    @Test
    void whoCameBackTooOftenDies() {
        Bench bench = with(2, "x-queue-type", "quorum", "x-delivery-limit", 0, "x-dead-letter-exchange", "dlx");
        bench.queue.join(gather(bench, take(bench, 2)), bench.now);
        assertThat(bench.dead).hasSize(2);
        assertThat(bench.queue.unackedCount()).isZero();
        assertThat(bench.queue.messageCount()).isZero();
    }
}
