package dev.touchstone.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private final Queue<Runnable> due = new ArrayDeque<>();
    private int sent;
    private boolean silent;
    private boolean listening = true;

    private final Heartbeats heartbeats = new Heartbeats(
            new Loop() {
                @Override
                public void post(Runnable task) {
                    due.add(task);
                }

                @Override
                public boolean isHere() {
                    return true;
                }

                @Override
                public Cancellable after(long delayMillis, Runnable task) {
                    assertThat(delayMillis).isEqualTo(1_000);
                    due.add(task);
                    return () -> due.remove(task);
                }
            },
            new Heartbeats.Line() {
                @Override
                public boolean isListening() {
                    return listening;
                }

                @Override
                public void sendHeartbeat() {
                    sent++;
                }

                @Override
                public void onSilence() {
                    silent = true;
                }
            },
            2);

    private void ticks(int count) {
        for (int i = 0; i < count && !due.isEmpty(); i++) {
            due.remove().run();
        }
    }

    @Test
    void anIdleLineBeatsEveryHalfInterval() {
        ticks(3);
        assertThat(sent).isEqualTo(3);
    }

    @Test
    void otherTrafficReplacesTheBeat() {
        ticks(1);
        heartbeats.onSent();
        ticks(1);
        assertThat(sent).isEqualTo(1);
    }

    @Test
    void whatTheHandshakeSentDoesNotReplaceTheFirstBeat() {
        heartbeats.onSent();
        ticks(1);
        assertThat(sent).isEqualTo(1);
    }

    @Test
    void silenceEndsTheLineAfterThreeIntervals() {
        ticks(5);
        assertThat(silent).isFalse();
        ticks(1);
        assertThat(silent).isTrue();
        assertThat(due).isEmpty();
    }

    @Test
    void silenceOfALineThatIsNotReadMeansNothing() {
        listening = false;
        ticks(20);
        assertThat(silent).isFalse();
        assertThat(sent).isEqualTo(20);
        listening = true;
        ticks(6);
        assertThat(silent).isTrue();
    }

    @Test
    void anyOctetWithinTwoIntervalsKeepsItAlive() {
        for (int i = 0; i < 10; i++) {
            ticks(3);
            heartbeats.onReceived();
        }
        assertThat(silent).isFalse();
    }

    @Test
    void stoppedHeartbeatsDoNothing() {
        heartbeats.stop();
        assertThat(due).isEmpty();
    }
}
