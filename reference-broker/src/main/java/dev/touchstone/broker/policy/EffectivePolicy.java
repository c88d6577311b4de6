package dev.touchstone.broker.policy;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the policies say about one object: the user policy that matches with the highest priority, merged key by key with the operator policy of the
 * highest priority, the smaller number each (POLICY-02, POLICY-07, POLICY-12).
 *
 * @param policy the name of the user policy, or null
 * @param operatorPolicy the name of the operator policy, or null
 * @param definition what both say together
 */
public record EffectivePolicy(
        @Nullable String policy, @Nullable String operatorPolicy, Map<String, Object> definition) {
    /** No policy matches. */
    public static final EffectivePolicy NONE = new EffectivePolicy(null, null, Map.of());

    public EffectivePolicy {
        definition = Map.copyOf(definition);
    }

    static EffectivePolicy of(@Nullable Policy user, @Nullable Policy operator) {
        if (user == null && operator == null) {
            return NONE;
        }
        Map<String, Object> merged = new TreeMap<>();
        if (user != null) {
            merged.putAll(user.definition());
        }
        if (operator != null) {
            operator.definition().forEach((key, value) -> merged.merge(key, value, EffectivePolicy::smaller));
        }
        return new EffectivePolicy(
                user == null ? null : user.name(), operator == null ? null : operator.name(), merged);
    }

    private static Object smaller(Object ofUser, Object ofOperator) {
        return ofUser instanceof Long a && ofOperator instanceof Long b ? (Object) Math.min(a, b) : ofOperator;
    }

    /** The number under that key, or a negative one if there is none. */
    public long number(String key) {
        return definition.get(key) instanceof Long number ? number : -1;
    }

    /** The text under that key, or null. */
    public @Nullable String text(String key) {
        return definition.get(key) instanceof String text ? text : null;
    }
}
