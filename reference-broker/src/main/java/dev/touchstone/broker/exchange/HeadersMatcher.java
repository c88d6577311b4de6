package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headers: the binding's arguments against the message's headers, all or any of them; the key does not matter (HDR-01 to HDR-13). */
final class HeadersMatcher implements Matcher {
    private static final String X_MATCH = "x-match";
    private static final List<String> MODES = List.of("all", "any", "all-with-x", "any-with-x");

    private final Map<Binding, Rule> rules = new LinkedHashMap<>();
    private final boolean exact;

    /** With {@code exact}, kinds of numbers differ, as they do where messages are converted before (HDR-11). */
    HeadersMatcher(boolean exact) {
        this.exact = exact;
    }

    /** What one binding asks for. {@code any}: one equal header is enough. */
    private record Rule(boolean any, boolean exact, List<FieldTable.Entry> wanted) {
        static Rule of(FieldTable arguments, boolean exact) {
            String mode = arguments.get(X_MATCH) instanceof FieldValue.Text text ? text.toString() : "all";
            boolean withX = mode.endsWith("-with-x");
            List<FieldTable.Entry> wanted = arguments.entries().stream()
                    .filter(entry -> !entry.name().equals(X_MATCH))
                    .filter(entry -> withX || !entry.name().startsWith("x-"))
                    .toList();
            return new Rule(mode.startsWith("any"), exact, wanted);
        }

        boolean matches(FieldTable headers) {
            for (FieldTable.Entry entry : wanted) {
                if (holds(entry, headers) == any) {
                    return any;
                }
            }
            return !any;
        }

        private boolean holds(FieldTable.Entry entry, FieldTable headers) {
            FieldValue sent = headers.get(entry.name());
            if (sent == null) {
                return false;
            }
            return entry.value() instanceof FieldValue.Void
                    || (!exact || HeaderValues.sameKind(entry.value(), sent)) && HeaderValues.same(entry.value(), sent);
        }
    }

    @Override
    public void validate(FieldTable arguments) throws ProtocolException {
        FieldValue mode = arguments.get(X_MATCH);
        if (mode == null) {
            return;
        }
        if (!(mode instanceof FieldValue.Text)) {
            String problem = "Invalid x-match field type " + Terms.typeName(mode) + " (value " + Terms.term(mode)
                    + "); expected longstr";
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, problem);
        }
        if (!MODES.contains(mode.toString())) {
            String problem = "Invalid x-match field value " + Terms.term(mode)
                    + "; expected all, any, all-with-x, or any-with-x";
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, problem);
        }
    }

    @Override
    public void add(Binding binding) {
        rules.put(binding, Rule.of(binding.arguments(), exact));
    }

    @Override
    public void remove(Binding binding) {
        rules.remove(binding);
    }

    @Override
    public void match(String routingKey, Message message, Targets targets) {
        FieldTable headers = message.headers();
        for (Map.Entry<Binding, Rule> entry : rules.entrySet()) {
            if (entry.getValue().matches(headers)) {
                targets.add(entry.getKey().destination());
            }
        }
    }

    @Override
    public boolean usesHeaders() {
        return true;
    }
}
