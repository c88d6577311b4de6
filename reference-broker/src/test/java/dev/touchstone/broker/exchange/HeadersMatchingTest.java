package dev.touchstone.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeadersMatchingTest {
    private static final FieldTable NONE = FieldTable.EMPTY;

    private static FieldTable table(Object... namesAndValues) {
        FieldTable.Builder builder = FieldTable.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return builder.build();
    }

    private static FieldValue value(Object value) {
        if (value instanceof FieldValue typed) {
            return typed;
        }
        if (value instanceof Integer number) {
            return FieldValue.Int.of(number);
        }
        return value instanceof Boolean bool ? new FieldValue.Bool(bool) : FieldValue.Text.of((String) value);
    }

    private static boolean matches(FieldTable arguments, FieldTable headers) {
        Bound bound = Bound.of(ExchangeType.HEADERS);
        bound.bind(new Spot("q"), "ignored", arguments);
        return !bound.reached("key", headers).isEmpty();
    }

    static List<Arguments> modes() {
        return List.of(
                Arguments.of(table("x-match", "all", "a", 1, "b", 2), table("a", 1, "b", 2, "c", 3), true),
                Arguments.of(table("x-match", "all", "a", 1, "b", 2), table("a", 1), false),
                Arguments.of(table("a", 1, "b", 2), table("a", 1), false),
                Arguments.of(table("x-match", "any", "a", 1, "b", 2), table("b", 2), true),
                Arguments.of(table("x-match", "any", "a", 1), NONE, false),
                Arguments.of(table("x-match", "all", "x-a", 1), NONE, true),
                Arguments.of(table("x-match", "any", "x-a", 1), table("x-a", 1), false),
                Arguments.of(table("x-match", "all-with-x", "x-a", 1), NONE, false),
                Arguments.of(table("x-match", "all-with-x", "x-a", 1), table("x-a", 1), true),
                Arguments.of(table("x-match", "any-with-x", "x-a", 1), table("x-a", 1), true),
                Arguments.of(table("x-match", "any-with-x", "x-a", 1), table("x-match", "any-with-x"), false),
                Arguments.of(NONE, table("a", 1), true),
                Arguments.of(table("x-match", "any"), table("a", 1), false),
                Arguments.of(table("a", new FieldValue.Void()), table("a", 5), true),
                Arguments.of(table("a", new FieldValue.Void()), table("b", 5), false),
                Arguments.of(table("a", 1), table("a", new FieldValue.Void()), false),
                Arguments.of(table("a", 1), table("A", 1), false));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @MethodSource("modes")
    void theModesFollowTheRules(FieldTable arguments, FieldTable headers, boolean expected) {
        assertThat(matches(arguments, headers)).isEqualTo(expected);
    }

    static List<Arguments> values() {
        FieldValue text = FieldValue.Text.of("ab");
        FieldValue bytes = FieldValue.Bytes.wrap("ab".getBytes(StandardCharsets.UTF_8));
        FieldValue one = FieldValue.Int.of(1);
        return List.of(
                Arguments.of(one, new FieldValue.Int('b', 1), true),
                Arguments.of(one, FieldValue.Int.of(1L), true),
                Arguments.of(one, new FieldValue.Float64(1.0), true),
                Arguments.of(new FieldValue.Float32(1), one, true),
                Arguments.of(new FieldValue.Float32(1.5f), new FieldValue.Float64(1.5), true),
                Arguments.of(one, new FieldValue.Float64(1.5), false),
                Arguments.of(FieldValue.Int.of((1L << 53) + 1), new FieldValue.Float64(0x1p53), false),
                Arguments.of(FieldValue.Int.of(100), new FieldValue.Timestamp(100), true),
                Arguments.of(new FieldValue.Timestamp(100), new FieldValue.Timestamp(100), true),
                Arguments.of(new FieldValue.Timestamp(100), new FieldValue.Timestamp(101), false),
                Arguments.of(one, FieldValue.Text.of("1"), false),
                Arguments.of(one, new FieldValue.Bool(true), false),
                Arguments.of(text, bytes, true),
                Arguments.of(text, FieldValue.Text.of("AB"), false),
                Arguments.of(new FieldValue.Bool(true), new FieldValue.Bool(true), true),
                Arguments.of(array(one, text), array(one, text), true),
                Arguments.of(array(one), array(FieldValue.Int.of(1L)), false),
                Arguments.of(array(one), array(one, one), false),
                Arguments.of(nested("a", one), nested("a", one), true),
                Arguments.of(nested("a", one), nested("b", one), false),
                Arguments.of(new FieldValue.Decimal(1, 15), new FieldValue.Decimal(1, 15), true),
                Arguments.of(new FieldValue.Decimal(1, 15), new FieldValue.Float64(1.5), false));
    }

    private static FieldValue array(FieldValue... values) {
        return new FieldValue.Array(List.of(values));
    }

    private static FieldValue nested(String name, FieldValue value) {
        return new FieldValue.Nested(table(name, value));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @MethodSource("values")
    void valuesCompareAsIn310(FieldValue wanted, FieldValue sent, boolean expected) {
        assertThat(matches(table("a", wanted), table("a", sent))).isEqualTo(expected);
        assertThat(matches(table("a", sent), table("a", wanted))).isEqualTo(expected);
    }

    @Property(tries = 500)
    void matchingAgreesWithTheDefinition(
            @ForAll @From("tables") FieldTable wanted,
            @ForAll @From("tables") FieldTable headers,
            @ForAll @From("modeNames") String mode) {
        boolean withX = mode.endsWith("-with-x");
        List<Boolean> holds = wanted.entries().stream()
                .filter(entry -> withX || !entry.name().startsWith("x-"))
                .map(entry -> headers.contains(entry.name())
                        && (entry.value() instanceof FieldValue.Void
                                || entry.value().equals(headers.get(entry.name()))))
                .toList();
        boolean expected = mode.startsWith("any") ? holds.contains(true) : !holds.contains(false);

        assertThat(matches(wanted.with("x-match", FieldValue.Text.of(mode)), headers))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> modeNames() {
        return Arbitraries.of("all", "any", "all-with-x", "any-with-x");
    }

    @Provide
    Arbitrary<FieldTable> tables() {
        Arbitrary<FieldValue> values =
                Arbitraries.of(FieldValue.Int.of(1), FieldValue.Text.of("1"), new FieldValue.Void());
        return Combinators.combine(Arbitraries.of("a", "b", "x-a", "x-b"), values)
                .as(FieldTable.Entry::new)
                .list()
                .uniqueElements(FieldTable.Entry::name)
                .ofMaxSize(4)
                .map(FieldTable::of);
    }

    @Test
    void anUnknownModeIsRefusedWithItsValue() {
        Exchange exchange = Bound.of(ExchangeType.HEADERS).exchange;

        assertThatThrownBy(() -> exchange.validate(table("x-match", "ALL")))
                .isInstanceOf(ChannelException.class)
                .hasMessage("PRECONDITION_FAILED - Invalid x-match field value <<\"ALL\">>; expected all, any,"
                        + " all-with-x, or any-with-x");
        assertThatThrownBy(() -> exchange.validate(table("x-match", 5)))
                .hasMessage("PRECONDITION_FAILED - Invalid x-match field type signedint (value 5); expected longstr");
    }

    @Test
    void aRemovedBindingIsForgotten() {
        Bound bound = Bound.of(ExchangeType.HEADERS);
        Spot spot = new Spot("q");
        Binding binding = bound.bind(spot, "", table("a", 1));
        bound.bind(spot, "", table("b", 1));

        bound.exchange.unbind(binding);

        assertThat(bound.reached("", table("a", 1))).isEmpty();
        assertThat(bound.reached("", table("a", 1, "b", 1))).isEqualTo(Set.of("q"));
    }
}
