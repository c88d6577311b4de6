package dev.touchstone.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final FieldTable ONE = FieldTable.builder().integer("a", 1).build();

    @Test
    void directMatchesTheWholeKeyOnly() {
        Bound bound = Bound.of(ExchangeType.DIRECT);
        bound.bind("q1", "Key");
        bound.bind("q2", "Key");
        bound.bind("q3", "");

        assertThat(bound.reached("Key")).containsExactly("q1", "q2");
        assertThat(bound.reached("key")).isEmpty();
        assertThat(bound.reached("Key.")).isEmpty();
        assertThat(bound.reached("")).containsExactly("q3");
    }

    @Test
    void fanoutIgnoresTheKey() {
        Bound bound = Bound.of(ExchangeType.FANOUT);
        bound.bind("q", "abc");

        assertThat(bound.reached("zzz")).containsExactly("q");
    }

    @Test
    void theSameBindingCountsOnce() {
        Bound bound = Bound.of(ExchangeType.DIRECT);
        Spot spot = new Spot("q");
        Binding binding = bound.bind(spot, "k", ONE);

        assertThat(bound.exchange.bind(new Binding(bound.exchange, spot, "k", ONE)))
                .isFalse();
        assertThat(bound.exchange.outgoing()).containsExactly(binding);
        assertThat(bound.exchange.unbind(new Binding(bound.exchange, spot, "k", ONE)))
                .isTrue();
        assertThat(bound.reached("k")).isEmpty();
        assertThat(bound.exchange.isInUse()).isFalse();
        assertThat(spot.incoming()).isEmpty();
    }

    @Test
    void bindingsThatDifferInArgumentsAreTwo() {
        Bound bound = Bound.of(ExchangeType.DIRECT);
        Spot spot = new Spot("q");
        Binding first = bound.bind(spot, "k", FieldTable.EMPTY);
        bound.bind(spot, "k", ONE);

        assertThat(spot.incoming()).hasSize(2);
        bound.exchange.unbind(first);
        assertThat(bound.reached("k")).containsExactly("q");
    }

    @Test
    void theOrderOfBindingArgumentsDoesNotMatter() {
        Bound bound = Bound.of(ExchangeType.HEADERS);
        Spot spot = new Spot("q");
        bound.bind(
                spot, "k", FieldTable.builder().integer("a", 1).integer("b", 2).build());

        assertThat(bound.exchange.isBound(new Binding(
                        bound.exchange,
                        spot,
                        "k",
                        FieldTable.builder().integer("b", 2).integer("a", 1).build())))
                .isTrue();
    }

    @Test
    void aHundredDestinationsComeAndGo() {
        Bound bound = Bound.of(ExchangeType.FANOUT);
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            bindings.add(bound.bind("q" + i, "k"));
        }
        assertThat(bound.reached("")).hasSize(100);

        for (int i = 0; i < 100; i += 2) {
            bound.exchange.unbind(bindings.get(i));
        }
        assertThat(bound.reached("")).hasSize(50).contains("q99").doesNotContain("q98");

        for (int i = 1; i < 100; i += 2) {
            bound.exchange.unbind(bindings.get(i));
        }
        assertThat(bound.reached("")).isEmpty();
    }

    @Test
    void typesAreNamedExactly() {
        assertThat(ExchangeType.named("topic")).isEqualTo(ExchangeType.TOPIC);
        assertThat(ExchangeType.named("TOPIC")).isNull();
        assertThat(ExchangeType.named("nope")).isNull();
    }
}
