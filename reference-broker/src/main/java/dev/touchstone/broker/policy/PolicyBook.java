package dev.touchstone.broker.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policies and operator policies of one virtual host, by name. Belongs to the host's loop. */
public final class PolicyBook {
    private final Map<String, Policy> policies = new TreeMap<>();
    private final Map<String, Policy> operatorPolicies = new TreeMap<>();
    private List<Policy> ordered = List.of();
    private List<Policy> orderedOfOperators = List.of();

    /** Another book with the same policies, which may go to another thread. */
    public PolicyBook copy() {
        PolicyBook copy = new PolicyBook();
        copy.policies.putAll(policies);
        copy.operatorPolicies.putAll(operatorPolicies);
        copy.ordered = ordered;
        copy.orderedOfOperators = orderedOfOperators;
        return copy;
    }

    /** Adds or replaces a policy. */
    public void put(Policy policy) {
        policies.put(policy.name(), policy);
        ordered = byPrecedence(policies);
    }

    /** Removes a policy; false if there is none of that name. */
    public boolean remove(String name) {
        boolean found = policies.remove(name) != null;
        ordered = byPrecedence(policies);
        return found;
    }

    /** Adds or replaces an operator policy. */
    public void putOfOperator(Policy policy) {
        operatorPolicies.put(policy.name(), policy);
        orderedOfOperators = byPrecedence(operatorPolicies);
    }

    /** Removes an operator policy; false if there is none of that name. */
    public boolean removeOfOperator(String name) {
        boolean found = operatorPolicies.remove(name) != null;
        orderedOfOperators = byPrecedence(operatorPolicies);
        return found;
    }

    private static List<Policy> byPrecedence(Map<String, Policy> all) {
        List<Policy> sorted = new ArrayList<>(all.values());
        sorted.sort(Policy.BY_PRECEDENCE);
        return List.copyOf(sorted);
    }

    /** All policies, as a copy. */
    public List<Policy> policies() {
        return List.copyOf(policies.values());
    }

    /** All operator policies, as a copy. */
    public List<Policy> operatorPolicies() {
        return List.copyOf(operatorPolicies.values());
    }

    /** What applies to a queue of that name. */
    public EffectivePolicy ofQueue(String name, boolean isQuorum) {
        return of(isQuorum ? AppliesTo.QUORUM_QUEUES : AppliesTo.CLASSIC_QUEUES, name);
    }

    /** What applies to an exchange of that name. */
    public EffectivePolicy ofExchange(String name) {
        return of(AppliesTo.EXCHANGES, name);
    }

    private EffectivePolicy of(AppliesTo kind, String name) {
        if (ordered.isEmpty() && orderedOfOperators.isEmpty()) {
            return EffectivePolicy.NONE;
        }
        return EffectivePolicy.of(first(ordered, kind, name), first(orderedOfOperators, kind, name));
    }

    private static @Nullable Policy first(List<Policy> all, AppliesTo kind, String name) {
        for (Policy policy : all) {
            if (policy.matches(kind, name)) {
                return policy;
            }
        }
        return null;
    }
}
