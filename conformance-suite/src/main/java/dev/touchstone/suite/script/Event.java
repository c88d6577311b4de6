package dev.touchstone.suite.script;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that came from the broker, or that must come.
 *
 * @param where the channel ({@code a.1}) or client ({@code a}) to which it came
 * @param operands as many as the kind has; in an expectation {@code c1|c2} allows either and {@code ?} anything
 * @param fields further facts; in an expectation only those that are to be compared
 */
public record Event(String where, Kind kind, List<String> operands, Map<String, Object> fields) {
    public static final String ANY = "?";
    public static final String REDELIVERED = "redelivered";
    /** The deaths of a dead letter, newest first, as {@code queue/reason/count}. */
    public static final String DEATH = "death";
    /** What is not as it was published, or as the rules of the wire want it. */
    public static final String ALTERED = "altered";

    /** Must not come unless they are expected. */
    private static final List<String> NOTABLE = List.of(REDELIVERED, DEATH, ALTERED);

    /** The kinds of events, with how many operands each has. */
    public enum Kind {
        /** The reply of a method when all is well. */
        OK("ok", 0),
        /** get-ok: message. */
        GOT("got", 1),
        EMPTY("empty", 0),
        /** deliver: consumer tag, message. */
        DELIVER("deliver", 2),
        /** basic.return: reply code, message. */
        RETURN("return", 2),
        /** A publisher confirm, ack: message. */
        CONFIRMED("confirmed", 1),
        /** A publisher confirm, nack: message. */
        REFUSED("refused", 1),
        /** basic.cancel from the broker: consumer tag. */
        CANCELLED("cancelled", 1),
        /** channel.close from the broker: reply code, method. */
        CLOSED("closed", 2),
        /** connection.close from the broker: reply code, method. */
        CONNECTION_CLOSED("connection-closed", 2),
        /** The end of the stream without a close. */
        END("end", 0);

        private final String word;
        private final int operands;

        Kind(String word, int operands) {
            this.word = word;
            this.operands = operands;
        }

        public String word() {
            return word;
        }

        public int operands() {
            return operands;
        }

        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    public Event {
        operands = List.copyOf(operands);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Event of(String where, Kind kind, String... operands) {
        return new Event(where, kind, List.of(operands), Map.of());
    }

    public Event with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Event(where, kind, operands, more);
    }

    public Event at(String otherPlace) {
        return new Event(otherPlace, kind, operands, fields);
    }

    public String operand(int index) {
        return operands.get(index);
    }

    /**
     * Events of one stream come in an order that can be relied on; those of different streams do not: the replies of a channel, the
     * deliveries to a consumer, the confirms of one message, and so on.
     */
    public String stream() {
        return switch (kind) {
            case OK, GOT, EMPTY, CLOSED -> where + " reply";
            case DELIVER -> "deliver " + operand(0);
            case RETURN -> where + " return";
            case CONFIRMED, REFUSED -> where + " confirm " + operand(0);
            case CANCELLED -> where + " cancelled " + operand(0);
            case CONNECTION_CLOSED, END -> Step.clientOf(where) + " end";
        };
    }

    /** True if this expectation allows that event. A message is not redelivered or a dead letter unless it says so. */
    public boolean allows(Event came) {
        if (kind != came.kind || !allowsPlace(came.where) || operands.size() != came.operands.size()) {
            return false;
        }
        for (int i = 0; i < operands.size(); i++) {
            if (!alternative(operands.get(i), came.operands.get(i))) {
                return false;
            }
        }
        return fieldsAllow(came);
    }

    /** True if an event of that stream can be what this expects. */
    public boolean sharesStream(Event came) {
        if (kind == Kind.DELIVER) {
            return came.kind == Kind.DELIVER && alternative(operand(0), came.operand(0));
        }
        return stream().equals(came.stream());
    }

    /** True if it leaves open which of several operands comes. */
    public boolean isFree() {
        return kind == Kind.DELIVER
                && (operand(0).indexOf('|') > 0 || operand(0).equals(ANY));
    }

    /** A delivery is named by its consumer, and a consumer has one channel. */
    private boolean allowsPlace(String place) {
        return switch (kind) {
            case DELIVER -> true;
            case CONNECTION_CLOSED, END -> Step.clientOf(where).equals(Step.clientOf(place));
            default -> where.equals(place);
        };
    }

    private boolean fieldsAllow(Event came) {
        if (NOTABLE.stream().anyMatch(name -> !fields.containsKey(name) && came.fields.containsKey(name))) {
            return false;
        }
        return fields.entrySet().stream()
                .allMatch(field ->
                        ANY.equals(field.getValue()) || field.getValue().equals(came.fields.get(field.getKey())));
    }

    private static boolean alternative(String expected, String came) {
        return expected.equals(ANY)
                || expected.equals(came)
                || (expected.indexOf('|') > 0 && List.of(expected.split("\\|")).contains(came));
    }

    @Override
    public String toString() {
        return ScriptPrinter.event(this, "");
    }
}
