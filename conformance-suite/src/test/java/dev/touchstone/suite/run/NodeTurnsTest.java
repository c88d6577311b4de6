package dev.touchstone.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NodeTurnsTest {
    private static final CaseInfo PLAIN = info("A-01/a", List.of(), false);
    private static final CaseInfo PLAIN_TOO = info("B-01/b", List.of(), false);
    private static final CaseInfo CONFIGURED = info("C-01/c", List.of("channel_max = 3"), false);
    private static final CaseInfo LONG = info("D-01/d", List.of(), true);

    private final NodeTurns turns = new NodeTurns(1);
    private final List<CaseInfo> begun = new CopyOnWriteArrayList<>();

    private static CaseInfo info(String id, List<String> config, boolean takesLong) {
        return new CaseInfo(id, List.of("A-01"), id, Set.of(), Optional.of(config), takesLong, false);
    }

    private Thread arrive(CaseInfo info) {
        Thread thread = new Thread(() -> {
            turns.begin(info);
            begun.add(info);
        });
        thread.start();
        Awaitility.await()
                .until(() -> thread.getState() != Thread.State.NEW && thread.getState() != Thread.State.RUNNABLE);
        return thread;
    }

    @Test
    void whoWaitsIsServedByUrgencyAndNotInTheOrderOfComing() throws InterruptedException {
        turns.begin(PLAIN);
        List<Thread> arrived = new ArrayList<>();
        Stream.of(PLAIN_TOO, CONFIGURED, LONG).map(this::arrive).forEach(arrived::add);
        assertThat(begun).isEmpty();
        for (int count = 1; count <= 3; count++) {
            turns.end();
            int expected = count;
            Awaitility.await().until(() -> begun.size() == expected);
        }
        assertThat(begun).containsExactly(LONG, CONFIGURED, PLAIN_TOO);
        for (Thread thread : arrived) {
            thread.join();
        }
    }

    @Test
    void asManyAsAreAllowedBeginAtOnce() {
        NodeTurns two = new NodeTurns(2);
        two.begin(PLAIN);
        two.begin(CONFIGURED);
        two.end();
        two.begin(LONG);
        two.allow(1);
        two.begin(PLAIN_TOO);
        assertThat(NodeTurns.URGENCY.compare(LONG, CONFIGURED)).isNegative();
    }
}
