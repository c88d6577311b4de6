package dev.touchstone.suite.run;

import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A case as its method declares it.
 *
 * @param id first rule and method name: {@code QUEUE-08/passiveDeclareOfAMissingQueueIs404}; unique
 * @param rules the rules it judges, at least one
 * @param title the method name as a sentence
 * @param needs capabilities without which it is UNSUPPORTED
 * @param nodeWide set where the case needs a node of its own: the lines of its configuration
 * @param takesLong set where the case takes much longer than others with a node of their own
 * @param timed whether it measures time
 */
public record CaseInfo(
        String id,
        List<String> rules,
        String title,
        Set<Capability> needs,
        Optional<List<String>> nodeWide,
        boolean takesLong,
        boolean timed) {
    public CaseInfo {
        rules = List.copyOf(rules);
        needs = Set.copyOf(needs);
    }

    /** Reads the annotations; empty if the method names no rule. */
    public static Optional<CaseInfo> of(Method method) {
        Rule rule = method.getAnnotation(Rule.class);
        if (rule == null || rule.value().length == 0) {
            return Optional.empty();
        }
        NodeWide nodeWide = method.getAnnotation(NodeWide.class);
        return Optional.of(new CaseInfo(
                rule.value()[0] + "/" + method.getName(),
                List.of(rule.value()),
                sentence(method.getName()),
                needs(method),
                Optional.ofNullable(nodeWide).map(NodeWide::config).map(List::of),
                nodeWide != null && nodeWide.takesLong(),
                method.isAnnotationPresent(Timed.class)));
    }

    public String firstRule() {
        return rules.get(0);
    }

    private static Set<Capability> needs(Method method) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        for (Needs annotation : Arrays.asList(
                method.getAnnotation(Needs.class), method.getDeclaringClass().getAnnotation(Needs.class))) {
            if (annotation != null) {
                needs.addAll(List.of(annotation.value()));
            }
        }
        return needs;
    }

    /** {@code passiveDeclareOfAMissingQueueIs404} becomes "passive declare of a missing queue is 404". */
    static String sentence(String methodName) {
        return methodName
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1 $2")
                .replaceAll("([a-z])([0-9])", "$1 $2")
                .toLowerCase(Locale.ROOT);
    }
}
