package dev.touchstone.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.dialect.Dialect;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences are those of RabbitMQ 3.10.8's rabbitmqctl. */
class PolicyTest {
    private final PolicyBook book = new PolicyBook();

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused("no policy provided", Map.of()),
                refused("[{<<\"foo\">>,1}] are not recognised policy settings", Map.of("foo", 1)),
                refused(
                        "[{<<\"bar\">>,<<\"b\">>},{<<\"foo\">>,2}] are not recognised policy settings",
                        Map.of("max-length", 1, "foo", 2, "bar", "b")),
                refused("[{<<\"x-max-length\">>,1}] are not recognised policy settings", Map.of("x-max-length", 1)),
                refused("[{<<\"max-priority\">>,5}] are not recognised policy settings", Map.of("max-priority", 5)),
                refused("-1 is not a valid maximum length", Map.of("max-length", -1)),
                refused("<<\"a\">> is not a valid maximum length", Map.of("max-length", "a")),
                refused("-1 is not a valid maximum length in bytes", Map.of("max-length-bytes", -1)),
                refused("0 is not a valid queue expiry", Map.of("expires", 0)),
                refused("1.5 is not a valid message TTL", Map.of("message-ttl", 1.5)),
                refused("<<\"bad\">> is not a valid overflow value", Map.of("overflow", "bad")),
                refused("<<\"bad\">> is not a valid queue-mode value", Map.of("queue-mode", "bad")),
                refused("3 is not a valid queue-version value", Map.of("queue-version", 3)),
                refused("<<\"x\">> invalid queue-master-locator value", Map.of("queue-master-locator", "x")),
                refused("<<\"5Z\">> is not a valid max age", Map.of("max-age", "5Z")),
                refused("5 is not a valid dead letter exchange name", Map.of("dead-letter-exchange", 5)),
                refused("5 is not a valid alternate exchange name", Map.of("alternate-exchange", 5)),
                refused("<<\"foo\">> is not a valid ha-mode value", Map.of("ha-mode", "foo")),
                refused("ha-mode=\"exactly\" takes an integer, none given", Map.of("ha-mode", "exactly")),
                refused("ha-mode=\"exactly\" takes an integer, 0 given", Map.of("ha-mode", "exactly", "ha-params", 0)),
                refused("ha-mode=\"nodes\" takes a list, none given", Map.of("ha-mode", "nodes")),
                refused("ha-mode=\"nodes\" list must be non-empty", Map.of("ha-mode", "nodes", "ha-params", List.of())),
                refused("ha-mode=\"all\" does not take parameters", Map.of("ha-mode", "all", "ha-params", 2)),
                refused(
                        "ha-mode must be specified to specify ha-params, ha-sync-mode or ha-promote-on-shutdown",
                        Map.of("ha-sync-mode", "automatic")),
                refused(
                        "ha-sync-mode must be \"manual\" or \"automatic\", got <<\"x\">>",
                        Map.of("ha-mode", "all", "ha-sync-mode", "x")));
    }

    private static Arguments refused(String sentence, Map<String, Object> definition) {
        return Arguments.of(sentence, definition);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aBadDefinitionIsRefusedInRabbitMqsWords(String sentence, Map<String, Object> definition) {
        assertThatThrownBy(() -> Policy.of("p", ".*", AppliesTo.ALL, 0, definition))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessage(sentence);
    }

    @Test
    void operatorsMaySayLess() {
        assertThatThrownBy(() -> Policy.ofOperator("p", ".*", AppliesTo.ALL, 0, Map.of("ha-mode", "all")))
                .hasMessage("[{<<\"ha-mode\">>,<<\"all\">>}] are not recognised policy settings");
        assertThat(Policy.ofOperator("p", ".*", AppliesTo.ALL, 0, Map.of("max-length", 2))
                        .definition())
                .containsEntry("max-length", 2L);
    }

    @Test
    void aBrokenPatternAndAnUnknownKindAreNamed() {
        assertThatThrownBy(() -> Policy.of("p", "(", AppliesTo.ALL, 0, Map.of("max-length", 1)))
                .hasMessageStartingWith("pattern should be regular expression but is invalid: ");
        assertThatThrownBy(() -> AppliesTo.named("foo", Dialect.RABBITMQ_3))
                .hasMessage("apply-to 'foo' unrecognised; should be 'queues', 'exchanges' or 'all'");
    }

    @Test
    void theMatchingPolicyOfHighestPriorityCountsAsAWhole() {
        book.put(Policy.of("long", "^orders", AppliesTo.QUEUES, 0, Map.of("max-length", 3)));
        book.put(Policy.of("short-lived", "^orders", AppliesTo.QUEUES, 5, Map.of("message-ttl", 60_000)));
        EffectivePolicy effective = book.ofQueue("orders.new", false);
        assertThat(effective.policy()).isEqualTo("short-lived");
        assertThat(effective.definition()).containsOnlyKeys("message-ttl");
        assertThat(book.ofQueue("new orders", false)).isEqualTo(EffectivePolicy.NONE);
        assertThat(book.ofExchange("orders.new")).isEqualTo(EffectivePolicy.NONE);
        assertThat(book.remove("short-lived")).isTrue();
        assertThat(book.ofQueue("orders.new", false).number("max-length")).isEqualTo(3);
        assertThat(book.remove("short-lived")).isFalse();
    }

    @Test
    void anOperatorBoundsNumbersAndLeavesTheRest() {
        book.put(Policy.of("user", "q", AppliesTo.ALL, 0, Map.of("max-length", 10, "overflow", "reject-publish")));
        book.putOfOperator(
                Policy.ofOperator("cap", "q", AppliesTo.QUEUES, 0, Map.of("max-length", 2, "expires", 1_000)));
        EffectivePolicy effective = book.ofQueue("q", false);
        assertThat(effective.definition())
                .isEqualTo(Map.of("max-length", 2L, "overflow", "reject-publish", "expires", 1_000L));
        assertThat(effective.operatorPolicy()).isEqualTo("cap");
        assertThat(book.ofExchange("q").operatorPolicy()).isNull();
    }
}
