package dev.touchstone.suite.target.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suite.target.AdminException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodePoolTest {
    private static final List<String> PLAIN = List.of();
    private static final List<String> SPECIAL = List.of("channel_max = 3");

    private record Node(int number, List<String> config) implements AutoCloseable {
        @Override
        public void close() {}
    }

    private final AtomicInteger started = new AtomicInteger();
    private final List<Node> disposed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean recyclable = new AtomicBoolean(true);
    private final NodePool<Node> pool = new NodePool<>(
            config -> {
                if (config.contains("wrong")) {
                    throw new AdminException("does not start");
                }
                return new Node(started.incrementAndGet(), config);
            },
            node -> recyclable.get(),
            disposed::add);

    @AfterEach
    void close() {
        pool.close();
    }

    private void awaitStarted(int nodes) {
        Awaitility.await().until(() -> started.get() == nodes);
    }

    @Test
    void whatIsExpectedIsStartedAheadTwoAtATime() {
        pool.expect(List.of(PLAIN, SPECIAL, List.of("a = 1"), PLAIN));
        awaitStarted(2);
        assertThat(pool.take(SPECIAL).config()).isEqualTo(SPECIAL);
        awaitStarted(3);
    }

    @Test
    void aNodeServesSeveralCasesAndIsDisposedOfAfterTheLast() {
        pool.expect(List.of(PLAIN, PLAIN));
        Node first = pool.take(PLAIN);
        pool.giveBack(first);
        Node second = pool.take(PLAIN);
        assertThat(second).isEqualTo(first);
        pool.giveBack(second);
        pool.giveBack(second);
        assertThat(disposed).containsExactly(first);
        assertThat(started).hasValue(1);
    }

    @Test
    void aNodeThatCannotBeMadeNewIsReplaced() {
        recyclable.set(false);
        pool.expect(List.of(PLAIN, PLAIN));
        Node first = pool.take(PLAIN);
        pool.giveBack(first);
        assertThat(pool.take(PLAIN)).isNotEqualTo(first);
        assertThat(disposed).containsExactly(first);
    }

    @Test
    void whatNobodyExpectedIsStartedWhenItIsAskedFor() {
        assertThat(pool.take(SPECIAL).config()).isEqualTo(SPECIAL);
    }

    @Test
    void aNodeThatDoesNotStartTellsTheCaseThatWantedIt() {
        pool.expect(List.of(List.of("wrong")));
        assertThatThrownBy(() -> pool.take(List.of("wrong")))
                .isInstanceOf(AdminException.class)
                .hasMessage("does not start");
    }

    @Test
    void closingDisposesOfIdleAndLentNodes() {
        pool.expect(List.of(PLAIN, SPECIAL));
        awaitStarted(2);
        Node lent = pool.take(PLAIN);
        pool.close();
        Awaitility.await().until(() -> disposed.size() == 2);
        assertThat(disposed).contains(lent);
    }
}
