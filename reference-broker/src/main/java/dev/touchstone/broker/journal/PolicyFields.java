package dev.touchstone.broker.journal;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.policy.AppliesTo;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A policy as fields of an entry, its definition as a field table. */
final class PolicyFields {
    private PolicyFields() {}

    static Entry.Writer write(Entry.Writer out, Policy policy) {
        FieldTable.Builder definition = FieldTable.builder();
        new TreeMap<>(policy.definition()).forEach((key, value) -> definition.add(key, field(value)));
        return out.text(policy.name())
                .text(policy.pattern().pattern())
                .text(policy.appliesTo().word())
                .number(policy.priority())
                .table(definition.build());
    }

    static Policy read(Entry.Reader in) {
        String name = in.text();
        Pattern pattern = Pattern.compile(in.text());
        AppliesTo appliesTo = AppliesTo.named(in.text(), Dialect.RABBITMQ_4);
        int priority = (int) in.number();
        Map<String, Object> definition = new HashMap<>();
        in.table().forEach((key, value) -> definition.put(key, plain(value)));
        return new Policy(name, pattern, appliesTo, priority, definition);
    }

    /** Checked policies hold numbers, texts and lists of them. */
    private static FieldValue field(Object value) {
        if (value instanceof Long number) {
            return FieldValue.Int.of(number.longValue());
        }
        if (value instanceof List<?> list) {
            return new FieldValue.Array(list.stream().map(PolicyFields::field).toList());
        }
        return FieldValue.Text.of(String.valueOf(value));
    }

    private static Object plain(FieldValue value) {
        if (value instanceof FieldValue.Int number) {
            return number.value();
        }
        if (value instanceof FieldValue.Array array) {
            return array.values().stream().map(PolicyFields::plain).toList();
        }
        return value.toString();
    }
}
