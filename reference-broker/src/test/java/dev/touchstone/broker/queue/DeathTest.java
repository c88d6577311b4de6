package dev.touchstone.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeathTest {
    private static final Death REJECTED = death("q", DeathReason.REJECTED, 1_700_000_000L);

    private static Message message(FieldTable headers, @Nullable String expiration) {
        BasicProperties properties = BasicProperties.NONE
                .with(Property.HEADERS, headers)
                .with(Property.EXPIRATION, expiration)
                .with(Property.MESSAGE_ID, "id");
        return Message.of(Address.of("x", "key"), properties, new byte[] {1});
    }

    private static Death death(String queue, DeathReason reason, long seconds) {
        return new Death(queue, reason, seconds, Dialect.RABBITMQ_3);
    }

    private static Message letter(Death death, Message message, String exchange, @Nullable String routingKey) {
        return death.letter(message, death.headers(message), exchange, routingKey);
    }

    private static FieldTable entry(Message message, int index) {
        if (message.headers().get("x-death") instanceof FieldValue.Array deaths
                && deaths.values().get(index) instanceof FieldValue.Nested nested) {
            return nested.table();
        }
        throw new AssertionError("no x-death entry " + index);
    }

    private static List<String> names(FieldTable table) {
        return table.entries().stream().map(FieldTable.Entry::name).toList();
    }

    @Test
    void theFirstDeathIsToldInFull() {
        Message letter =
                letter(REJECTED, message(FieldTable.builder().text("a", "b").build(), "60000"), "dlx", null);

        assertThat(letter.exchange()).isEqualTo("dlx");
        assertThat(letter.routingKey()).isEqualTo("key");
        assertThat(letter.expiration()).isNull();
        assertThat(letter.properties().text(Property.MESSAGE_ID)).isEqualTo("id");
        assertThat(letter.body()).containsExactly(1);
        assertThat(names(letter.headers()))
                .containsExactly(
                        "a", "x-death", "x-first-death-exchange", "x-first-death-queue", "x-first-death-reason");
        assertThat(letter.headers().text("x-first-death-reason")).isEqualTo("rejected");
        assertThat(letter.headers().text("x-first-death-queue")).isEqualTo("q");
        assertThat(letter.headers().text("x-first-death-exchange")).isEqualTo("x");
        FieldTable entry = entry(letter, 0);
        assertThat(names(entry))
                .containsExactly("count", "reason", "queue", "time", "exchange", "routing-keys", "original-expiration");
        assertThat(entry.get("count")).isEqualTo(FieldValue.Int.of(1L));
        assertThat(entry.get("time")).isEqualTo(new FieldValue.Timestamp(1_700_000_000L));
        assertThat(entry.get("routing-keys")).isEqualTo(new FieldValue.Array(List.of(FieldValue.Text.of("key"))));
        assertThat(entry.text("original-expiration")).isEqualTo("60000");
    }

    @Test
    void aRepeatedDeathRaisesTheCountAndComesFirst() {
        Message first = letter(REJECTED, message(FieldTable.EMPTY, null), "dlx", null);
        Message second = letter(death("q2", DeathReason.EXPIRED, 5), first, "x2", "k2");
        Message third = letter(death("q", DeathReason.REJECTED, 9), second, "dlx", null);

        assertThat(entry(second, 0).text("queue")).isEqualTo("q2");
        assertThat(entry(second, 1).text("queue")).isEqualTo("q");
        assertThat(entry(third, 0).text("queue")).isEqualTo("q");
        assertThat(entry(third, 0).get("count")).isEqualTo(FieldValue.Int.of(2L));
        assertThat(entry(third, 0).get("time"))
                .as("of the first time")
                .isEqualTo(new FieldValue.Timestamp(1_700_000_000L));
        assertThat(names(entry(third, 0)))
                .containsExactly("count", "exchange", "queue", "reason", "routing-keys", "time");
        assertThat(third.headers().text("x-first-death-queue")).isEqualTo("q");
        assertThat(entry(third, 1).text("queue")).isEqualTo("q2");
    }

    @Test
    void olderEntriesTurnRoundAsIn310() {
        Message letter = message(FieldTable.EMPTY, null);
        for (String name : new String[] {"a", "b", "c"}) {
            letter = letter(death(name, DeathReason.EXPIRED, 1), letter, "x", null);
        }
        assertThat(queues(letter)).containsExactly("c", "a", "b");
        assertThat(queues(letter(death("d", DeathReason.EXPIRED, 1), letter, "x", null)))
                .containsExactly("d", "b", "a", "c");
        assertThat(queues(letter(death("b", DeathReason.EXPIRED, 1), letter, "x", null)))
                .containsExactly("b", "a", "c");
    }

    private static List<String> queues(Message letter) {
        FieldValue deaths = letter.headers().get("x-death");
        return deaths instanceof FieldValue.Array array
                ? array.values().stream()
                        .map(death -> death instanceof FieldValue.Nested entry
                                ? String.valueOf(entry.table().text("queue"))
                                : "")
                        .toList()
                : List.of();
    }

    @Test
    void foreignEntriesGetTheirCount() {
        FieldValue self = new FieldValue.Nested(FieldTable.builder()
                .longInteger("count", 5)
                .text("reason", "rejected")
                .text("queue", "q")
                .build());
        FieldValue other = new FieldValue.Nested(FieldTable.builder()
                .text("queue", "z")
                .text("reason", "expired")
                .build());
        Message client = message(
                FieldTable.builder()
                        .array("x-death", List.of(self, other, other))
                        .build(),
                null);

        Message letter = letter(REJECTED, client, "x", null);

        assertThat(queues(letter)).containsExactly("q", "z");
        assertThat(entry(letter, 0).get("count")).isEqualTo(FieldValue.Int.of(6L));
        assertThat(entry(letter, 1).get("count")).isEqualTo(FieldValue.Int.of(2L));
    }

    @Test
    void aNewKeyTakesCcAway() {
        FieldValue cc = new FieldValue.Array(List.of(FieldValue.Text.of("c"), FieldValue.Int.of(5)));
        Message published = message(FieldTable.builder().add("CC", cc).build(), null)
                .with(
                        Address.of("x", "key"),
                        BasicProperties.NONE.with(
                                Property.HEADERS,
                                FieldTable.builder().add("CC", cc).build()),
                        List.of("c", "bcc"));

        Message kept = letter(REJECTED, published, "dlx", null);
        assertThat(kept.senderKeys()).containsExactly("c", "bcc");
        assertThat(kept.headers().contains("CC")).isTrue();

        Message changed = letter(REJECTED, published, "dlx", "");
        assertThat(changed.routingKey()).isEmpty();
        assertThat(changed.senderKeys()).isEmpty();
        assertThat(changed.headers().contains("CC")).isFalse();
        assertThat(entry(changed, 0).get("routing-keys"))
                .isEqualTo(new FieldValue.Array(List.of(FieldValue.Text.of("key"), FieldValue.Text.of("c"))));
    }

    @Test
    void anXDeathThatIsNoArrayIsReset() {
        Message letter = letter(
                REJECTED, message(FieldTable.builder().text("x-death", "foo").build(), null), "dlx", null);

        assertThat(names(letter.headers())).containsExactly("x-death");
        assertThat(entry(letter, 0).get("count")).isEqualTo(FieldValue.Int.of(1L));
    }

    @Test
    void onlyAutomaticCirclesAreCycles() {
        Message expired = letter(death("a", DeathReason.EXPIRED, 1), message(FieldTable.EMPTY, null), "x", null);
        Message again = letter(death("b", DeathReason.MAXLEN, 2), expired, "x", null);
        Message rejected = letter(death("c", DeathReason.REJECTED, 3), again, "x", null);

        assertThat(Death.isCycle("a", again.headers())).isTrue();
        assertThat(Death.isCycle("b", again.headers())).isTrue();
        assertThat(Death.isCycle("c", again.headers())).isFalse();
        assertThat(Death.isCycle("a", rejected.headers())).isFalse();
        assertThat(Death.isCycle("a", FieldTable.EMPTY)).isFalse();
    }
}
