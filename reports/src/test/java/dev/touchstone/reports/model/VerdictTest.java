package dev.touchstone.reports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void theWorstWinsInTheOrderOfTheDesign() {
        List<Verdict> order = List.of(
                Verdict.ERROR,
                Verdict.FAIL,
                Verdict.INCONCLUSIVE,
                Verdict.UNEXPECTED_PASS,
                Verdict.DEVIATION,
                Verdict.NON_STRICT,
                Verdict.UNSUPPORTED,
                Verdict.PASS,
                Verdict.INFO);

        assertThat(order).containsExactly(Verdict.values());
        for (int i = 0; i < order.size(); i++) {
            for (int j = i; j < order.size(); j++) {
                assertThat(Verdict.worst(order.get(j), order.get(i))).isEqualTo(order.get(i));
                assertThat(Verdict.worst(order.get(i), order.get(j))).isEqualTo(order.get(i));
            }
        }
    }

    @Test
    void badIsWhatSomebodyMustActOn() {
        assertThat(List.of(Verdict.values()).stream().filter(Verdict::isBad))
                .containsExactly(Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE);
    }

    @Test
    void aLevelIsItsCode() {
        assertThat(Level.ofCode("S!")).isEqualTo(Level.AMQP_BINDING);
        assertThat(Level.AMQP_BINDING.isBinding()).isTrue();
        assertThat(Level.QUIRK.isBinding()).isFalse();
        assertThatThrownBy(() -> Level.ofCode("MUST")).hasMessageContaining("S!, D!, I, Q");
    }
}
