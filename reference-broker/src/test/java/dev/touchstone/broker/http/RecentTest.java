package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Recent recent = new Recent(nanos::get);
    private int made;

    private Reply ask(Object question, long tookMillis) {
        return recent.reply(question, () -> {
            made++;
            pass(tookMillis);
            return Reply.of(made);
        });
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void aSlowAnswerIsGivenAgainForFiveTimesAsLongAsItTook() {
        Reply first = ask("queues", 100);
        pass(499);
        assertThat(ask("queues", 100)).isSameAs(first);
        assertThat(ask("other queues", 100)).isNotSameAs(first);
        pass(1);
        assertThat(ask("queues", 100)).isNotSameAs(first);
        assertThat(made).isEqualTo(3);
    }

    @Test
    void aQuickAnswerIsMadeAgain() {
        ask("queues", 19);
        ask("queues", 19);
        assertThat(made).isEqualTo(2);
    }

    @Test
    void noneIsOlderThanStatisticsMayBe() {
        Reply first = ask("queues", 60_000);
        pass(4_999);
        assertThat(ask("queues", 0)).isSameAs(first);
        pass(1);
        assertThat(ask("queues", 0)).isNotSameAs(first);
    }

    @Test
    void nothingIsKeptThatWasForgotten() {
        Reply first = ask("queues", 100);
        recent.forget();
        assertThat(ask("queues", 100)).isNotSameAs(first);
    }
}
