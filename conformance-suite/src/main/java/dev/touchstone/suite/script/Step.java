package dev.touchstone.suite.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a client, a channel or the administration does.
 *
 * @param where {@code a} for a client, {@code a.1} for its channel 1, empty for what the administration does
 * @param operands as many as the verb has
 * @param options flags (true) and arguments: Boolean, Long, String, List or Map of these; in order
 */
public record Step(String where, Verb verb, List<String> operands, Map<String, Object> options) {
    public Step {
        operands = List.copyOf(operands);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    public static Step of(String where, Verb verb, String... operands) {
        return new Step(where, verb, List.of(operands), Map.of());
    }

    /** The same step with one more flag or argument. */
    public Step with(String option, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new Step(where, verb, operands, more);
    }

    /** The same step without that flag or argument. */
    public Step without(String option) {
        Map<String, Object> fewer = new LinkedHashMap<>(options);
        fewer.remove(option);
        return new Step(where, verb, operands, fewer);
    }

    public Step at(String otherPlace) {
        return new Step(otherPlace, verb, operands, options);
    }

    public Step withOperands(List<String> others) {
        return new Step(where, verb, others, options);
    }

    public String operand(int index) {
        return operands.get(index);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(options.get(name)) && verb.flags().contains(name);
    }

    /** Whether the broker answers it when all is well. */
    public boolean isAnswered() {
        return verb.hasReply() && !flag(Verb.NO_WAIT);
    }

    /** What is in the options and no flag of the verb. */
    public Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>(options);
        arguments.keySet().removeAll(verb.flags());
        return arguments;
    }

    /** The client: {@code a} of {@code a.1}. */
    public String client() {
        return clientOf(where);
    }

    /** The number of the channel; 0 for a step of a client. */
    public int channel() {
        return channelOf(where);
    }

    public static String clientOf(String where) {
        int dot = where.indexOf('.');
        return dot < 0 ? where : where.substring(0, dot);
    }

    public static int channelOf(String where) {
        int dot = where.indexOf('.');
        return dot < 0 ? 0 : Integer.parseInt(where.substring(dot + 1));
    }

    @Override
    public String toString() {
        return ScriptPrinter.step(this);
    }
}
