package dev.touchstone.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Length limits, priorities, time to live, leases. */
class LimitsTest {
    private static Bench with(Object... arguments) {
        return new Bench(Bench.arguments(arguments));
    }

    @Test
    void dropHeadKeepsTheNewest() {
        Bench bench = with("x-max-length", 2, "x-dead-letter-exchange", "dlx");
        bench.publish("0", "1", "2", "3", "4");

        assertThat(bench.dead).containsExactly("0:maxlen", "1:maxlen", "2:maxlen");
        assertThat(bench.rest()).containsExactly("3", "4");
        assertThat(bench.confirms).containsOnly("ack").hasSize(5);
    }

    @Test
    void rejectPublishKeepsTheOldest() {
        Bench bench = with("x-max-length", 2, "x-overflow", "reject-publish", "x-dead-letter-exchange", "dlx");
        bench.publish("0", "1", "2", "3");

        assertThat(bench.confirms).containsExactly("ack", "ack", "nack", "nack");
        assertThat(bench.dead).isEmpty();
        assertThat(bench.rest()).containsExactly("0", "1");
    }

    @Test
    void rejectPublishDlxLetsTheRefusedDie() {
        Bench bench = with("x-max-length", 2, "x-overflow", "reject-publish-dlx", "x-dead-letter-exchange", "dlx");
        bench.publish("0", "1", "2", "3");

        assertThat(bench.confirms).containsExactly("ack", "ack", "nack", "nack");
        assertThat(bench.dead).containsExactly("2:maxlen", "3:maxlen");
        bench.rest();
        assertThat(bench.held).isZero();
    }

    @Test
    void bytesCountBodiesOfReadyMessages() {
        Bench bench = with("x-max-length-bytes", 10);
        bench.publish("aaaaa", "bbbbb");
        assertThat(bench.queue.messageBytes()).isEqualTo(10);
        bench.publish("cccc");
        assertThat(bench.rest()).containsExactly("bbbbb", "cccc");
    }

    @Test
    void aMessageLargerThanTheLimitEmptiesTheQueue() {
        Bench bench = with("x-max-length-bytes", 10);
        bench.publish("aaa", "bbbbbbbbbbb");

        assertThat(bench.rest()).isEmpty();
        assertThat(bench.confirms).containsExactly("ack", "ack");
    }

    @Test
    void rejectByBytesTestsTheNewTotal() {
        Bench bench = with("x-max-length-bytes", 10, "x-overflow", "reject-publish");
        bench.publish("aaaa", "bbbb", "cccc", "dd");

        assertThat(bench.confirms).containsExactly("ack", "ack", "nack", "ack");
    }

    @Test
    void aRequeueBeyondTheLimitDropsTheHead() {
        Bench bench = with("x-max-length", 2);
        bench.publish("0", "1");
        QueuedMessage zero = bench.take();
        bench.publish("2");
        bench.queue.requeue(List.of(zero), bench.now);

        assertThat(bench.rest()).containsExactly("1", "2");
    }

    @Test
    void lengthZeroLetsOnlyWaitingConsumersTakeMessages() {
        Bench bench = with("x-max-length", 0);
        bench.publish("0");
        Taker taker = Taker.on(bench, 1);
        bench.publish("1", "2");

        assertThat(taker.got).containsExactly("1");
        assertThat(bench.queue.messageCount()).isZero();

        Bench refusing = with("x-max-length", 0, "x-overflow", "reject-publish");
        Taker.on(refusing, 1);
        refusing.publish("0");
        assertThat(refusing.confirms).containsExactly("nack");
    }

    @Test
    void aLowerLimitDropsTheExcess() {
        Bench bench = with("x-max-length", 3);
        bench.publish("0", "1", "2");
        bench.queue.limit(QueueLimits.of(Bench.arguments("x-max-length", 1)), bench.now);

        assertThat(bench.rest()).containsExactly("2");
    }

    @Test
    void higherPriorityComesFirst() {
        Bench bench = with("x-max-priority", 10);
        bench.publishWithPriority("a1", 1);
        bench.publishWithPriority("b5", 5);
        bench.publish("c");
        bench.publishWithPriority("d10", 10);
        bench.publishWithPriority("e5", 5);
        bench.publishWithPriority("f200", 200);
        bench.publishWithPriority("g0", 0);

        assertThat(bench.rest()).containsExactly("d10", "f200", "b5", "e5", "a1", "c", "g0");
    }

    @Test
    void prioritiesAcrossManyLevelsAreFound() {
        Bench bench = with("x-max-priority", 255);
        for (int priority : new int[] {0, 63, 64, 127, 128, 191, 192, 255}) {
            bench.publishWithPriority("p" + priority, priority);
        }
        assertThat(bench.rest()).containsExactly("p255", "p192", "p191", "p128", "p127", "p64", "p63", "p0");
    }

    @Test
    void withoutPrioritiesThePropertyIsIgnored() {
        for (Bench bench : List.of(Bench.plain(), with("x-max-priority", 0))) {
            bench.publishWithPriority("3", 3);
            bench.publishWithPriority("9", 9);
            assertThat(bench.rest()).containsExactly("3", "9");
        }
    }

    @Test
    void aRequeuedMessageReturnsToItsPriority() {
        Bench bench = with("x-max-priority", 10);
        bench.publishWithPriority("lo", 1);
        QueuedMessage low = bench.take();
        bench.publishWithPriority("hi", 5);
        bench.queue.requeue(List.of(low), bench.now);

        assertThat(bench.rest()).containsExactly("hi", "lo*");
    }

    @Test
    void theLengthLimitDropsTheHighestPriority() {
        Bench bench = with("x-max-priority", 10, "x-max-length", 2);
        bench.publishWithPriority("hi", 9);
        bench.publishWithPriority("lo1", 1);
        bench.publishWithPriority("lo2", 1);

        assertThat(bench.rest()).containsExactly("lo1", "lo2");
    }

    @Test
    void messagesExpireAtTheirTime() {
        Bench bench = with("x-message-ttl", 200, "x-dead-letter-exchange", "dlx");
        bench.publish("0");
        bench.advance(199);
        assertThat(bench.queue.messageCount()).isEqualTo(1);

        bench.advance(1);
        assertThat(bench.queue.messageCount()).isZero();
        assertThat(bench.dead).containsExactly("0:expired");
    }

    @Test
    void theSmallerTimeToLiveWins() {
        Bench bench = with("x-message-ttl", 200);
        bench.publishExpiring("short", "100");
        bench.publishExpiring("long", "5000");
        bench.advance(100);
        assertThat(bench.queue.messageCount()).isEqualTo(1);
        bench.advance(100);
        assertThat(bench.queue.messageCount()).isZero();
    }

    @Test
    void onlyTheHeadExpires() {
        Bench bench = Bench.plain();
        bench.publish("stays");
        bench.publishExpiring("hidden", "100");
        bench.advance(500);
        assertThat(bench.queue.messageCount()).isEqualTo(2);

        assertThat(bench.get()).isEqualTo("stays");
        assertThat(bench.queue.messageCount()).isZero();
        assertThat(bench.get()).isEqualTo("none");
    }

    @Test
    void expiredMessagesAreNeverDelivered() {
        Bench bench = Bench.plain();
        bench.publishExpiring("old", "100");
        bench.now += 100;
        assertThat(bench.get()).isEqualTo("none");

        bench.publishExpiring("older", "100");
        bench.publish("good");
        bench.now += 100;
        assertThat(Taker.on(bench, 10).got).containsExactly("good");
    }

    @Test
    void timeToLiveZeroNeedsAWaitingConsumer() {
        for (String exchange : new String[] {"", "dlx"}) {
            Bench bench = exchange.isEmpty() ? Bench.plain() : with("x-dead-letter-exchange", exchange);
            bench.publishExpiring("gone", "0");
            assertThat(bench.queue.messageCount()).isZero();
            assertThat(bench.dead).hasSize(exchange.isEmpty() ? 0 : 1);
            assertThat(bench.confirms).containsExactly("ack");

            Taker taker = Taker.on(bench, 1);
            bench.publishExpiring("taken", "0");
            assertThat(taker.got).containsExactly("taken");
        }
    }

    @Test
    void requeueKeepsTheExpiry() {
        Bench bench = with("x-message-ttl", 600);
        bench.publish("0");
        bench.advance(300);
        QueuedMessage taken = bench.take();
        bench.advance(200);
        bench.queue.requeue(List.of(taken), bench.now);
        bench.advance(99);
        assertThat(bench.queue.messageCount()).isEqualTo(1);
        bench.advance(1);
        assertThat(bench.queue.messageCount()).isZero();
    }

    @Test
    void anUnackedMessageExpiresWhenItComesBack() {
        Bench bench = with("x-message-ttl", 200, "x-dead-letter-exchange", "dlx");
        bench.publish("0", "1");
        QueuedMessage zero = bench.take();
        QueuedMessage one = bench.take();
        bench.advance(500);

        bench.queue.ack(one);
        bench.queue.requeue(List.of(zero), bench.now);

        assertThat(bench.dead).containsExactly("0:expired");
        assertThat(bench.held).isZero();
    }

    @Test
    void aBurstOfExpiriesIsSliced() {
        Bench bench = with("x-message-ttl", 100);
        for (int i = 0; i < 1_000; i++) {
            bench.publish("m");
        }
        bench.now += 100;
        bench.queue.onWake(bench.now);
        assertThat(bench.queue.messageCount()).isEqualTo(1_000 - 256);
        assertThat(bench.workLeft).isTrue();

        bench.workAll();
        assertThat(bench.queue.messageCount()).isZero();
    }

    @Test
    void anUnusedQueueExpires() {
        Bench bench = with("x-expires", 300, "x-dead-letter-exchange", "dlx");
        bench.publish("0");
        bench.advance(299);
        assertThat(bench.unused).isFalse();
        bench.advance(1);
        assertThat(bench.unused).isTrue();
        assertThat(bench.dead).isEmpty();
    }

    @Test
    void useRenewsTheLease() {
        Bench bench = with("x-expires", 300);
        bench.advance(200);
        bench.queue.touch(bench.now);
        bench.advance(200);
        bench.get();
        bench.advance(200);
        bench.publish("does not renew");
        bench.advance(99);
        assertThat(bench.unused).isFalse();
        bench.advance(1);
        assertThat(bench.unused).isTrue();
    }

    @Test
    void aConsumerHoldsTheQueue() {
        Bench bench = with("x-expires", 300);
        Taker taker = Taker.on(bench, 1);
        bench.advance(200);
        bench.get();
        bench.advance(800);
        taker.consumer.cancel(bench.now);
        bench.advance(299);
        assertThat(bench.unused).isFalse();
        bench.advance(1);
        assertThat(bench.unused).isTrue();
    }
}
