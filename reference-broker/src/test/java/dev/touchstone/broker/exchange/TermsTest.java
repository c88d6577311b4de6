package dev.touchstone.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsTest {
    private static String text(String text) {
        return Terms.term(FieldValue.Text.of(text));
    }

    @Test
    void textsAreBinaries() {
        assertThat(text("ALL")).isEqualTo("<<\"ALL\">>");
        assertThat(text("")).isEqualTo("<<>>");
        assertThat(text("a\"b\\é")).isEqualTo("<<\"a\\\"b\\\\é\">>");
        assertThat(text("a\nb")).isEqualTo("<<\"a\\nb\">>");
        assertThat(text("a\u0001")).isEqualTo("<<97,1>>");
    }

    @Test
    void otherValuesReadAsInErlang() {
        assertThat(Terms.term(FieldValue.Int.of(-5))).isEqualTo("-5");
        assertThat(Terms.term(new FieldValue.Float64(1.0))).isEqualTo("1.0");
        assertThat(Terms.term(new FieldValue.Float32(1.5f))).isEqualTo("1.5");
        assertThat(Terms.term(new FieldValue.Bool(true))).isEqualTo("true");
        assertThat(Terms.term(new FieldValue.Void())).isEqualTo("undefined");
        assertThat(Terms.term(new FieldValue.Timestamp(5))).isEqualTo("5");
        assertThat(Terms.term(new FieldValue.Decimal(1, 15))).isEqualTo("{1,15}");
        assertThat(Terms.term(new FieldValue.Array(List.of(FieldValue.Int.of(1), FieldValue.Text.of("a")))))
                .isEqualTo("[{signedint,1},{longstr,<<\"a\">>}]");
        assertThat(Terms.term(new FieldValue.Nested(
                        FieldTable.builder().integer("a", 1).build())))
                .isEqualTo("[{<<\"a\">>,signedint,1}]");
    }

    @Test
    void typesHaveTheirNames() {
        assertThat(Terms.typeName(FieldValue.Int.of(1L))).isEqualTo("long");
        assertThat(Terms.typeName(new FieldValue.Int('s', 1))).isEqualTo("short");
        assertThat(Terms.typeName(new FieldValue.Void())).isEqualTo("void");
        assertThat(Terms.typeName(new FieldValue.Float64(1))).isEqualTo("double");
    }
}
