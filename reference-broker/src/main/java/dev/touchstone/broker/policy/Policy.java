package dev.touchstone.broker.policy;

import dev.touchstone.broker.dialect.Dialect;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A policy or an operator policy (POLICY-01).
 *
 * @param name unique among its kind in the virtual host
 * @param pattern found anywhere in an object's name
 * @param appliesTo the kinds of objects it is for
 * @param priority any integer; the highest one wins
 * @param definition settings by key: {@link Long}, {@link String}, {@link Boolean}, {@link Double}, lists and maps of them
 */
public record Policy(String name, Pattern pattern, AppliesTo appliesTo, int priority, Map<String, Object> definition) {
    /** The one that applies comes first; equal priorities are ordered by name, which RabbitMQ leaves open (POLICY-04). */
    static final Comparator<Policy> BY_PRECEDENCE =
            Comparator.comparingInt(Policy::priority).reversed().thenComparing(Policy::name);

    public Policy {
        definition = Map.copyOf(definition);
    }

    /**
     * A policy for users.
     *
     * @throws InvalidPolicy if RabbitMQ would not take it
     */
    public static Policy of(
            String name, String pattern, AppliesTo appliesTo, int priority, Map<String, Object> definition) {
        return of(name, pattern, appliesTo, priority, definition, Dialect.RABBITMQ_3);
    }

    /**
     * A policy for users in some dialect.
     *
     * @throws InvalidPolicy if RabbitMQ would not take it
     */
    public static Policy of(
            String name,
            String pattern,
            AppliesTo appliesTo,
            int priority,
            Map<String, Object> definition,
            Dialect dialect) {
        return checked(name, pattern, appliesTo, priority, definition, Settings.ofUsers(dialect));
    }

    /**
     * An operator policy, which may say less (POLICY-06).
     *
     * @throws InvalidPolicy if RabbitMQ would not take it
     */
    public static Policy ofOperator(
            String name, String pattern, AppliesTo appliesTo, int priority, Map<String, Object> definition) {
        return ofOperator(name, pattern, appliesTo, priority, definition, Dialect.RABBITMQ_3);
    }

    /**
     * An operator policy in some dialect.
     *
     * @throws InvalidPolicy if RabbitMQ would not take it
     */
    public static Policy ofOperator(
            String name,
            String pattern,
            AppliesTo appliesTo,
            int priority,
            Map<String, Object> definition,
            Dialect dialect) {
        return checked(name, pattern, appliesTo, priority, definition, Settings.ofOperators(dialect));
    }

    private static Policy checked(
            String name,
            String pattern,
            AppliesTo appliesTo,
            int priority,
            Map<String, Object> definition,
            Settings settings) {
        Map<String, Object> values = new TreeMap<>();
        definition.forEach(
                (key, value) -> values.put(key, value instanceof Integer small ? (Long) small.longValue() : value));
        settings.check(values);
        try {
            return new Policy(name, Pattern.compile(pattern), appliesTo, priority, values);
        } catch (PatternSyntaxException e) {
            throw new InvalidPolicy("pattern should be regular expression but is invalid: {\"" + e.getDescription()
                    + "\"," + Math.max(0, e.getIndex()) + "}");
        }
    }

    boolean matches(AppliesTo kind, String objectName) {
        return appliesTo.covers(kind) && pattern.matcher(objectName).find();
    }
}
