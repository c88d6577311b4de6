package dev.touchstone.suite.run;

import dev.touchstone.suite.rule.Rule;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** All cases and properties of the suite, as their annotations declare them; nothing is run. */
public final class CaseIndex {
    static final String CASES = "dev.touchstone.suite.cases";

    private final List<CaseInfo> cases;
    private final List<Class<?>> classes;

    private CaseIndex(List<CaseInfo> cases, List<Class<?>> classes) {
        this.cases = List.copyOf(cases);
        this.classes = List.copyOf(classes);
    }

    /** Finds the cases by looking through their packages in the class path. */
    public static CaseIndex load() {
        List<CaseInfo> cases = new ArrayList<>();
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type : ReflectionSupport.findAllClassesInPackage(CASES, found -> true, name -> true)) {
            List<Method> methods = ReflectionSupport.findMethods(
                    type, method -> method.isAnnotationPresent(Rule.class), HierarchyTraversalMode.TOP_DOWN);
            if (!methods.isEmpty()) {
                classes.add(type);
            }
            methods.forEach(method -> CaseInfo.of(method).ifPresent(cases::add));
        }
        cases.sort(Comparator.comparing(CaseInfo::id));
        return new CaseIndex(cases, classes);
    }

    /** Every case, by id. */
    public List<CaseInfo> cases() {
        return cases;
    }

    /** The classes that hold cases or properties. */
    List<Class<?>> classes() {
        return classes;
    }

    /** Ids of cases by the rules that they judge. */
    public Map<String, List<String>> byRule() {
        Map<String, List<String>> byRule = new TreeMap<>();
        for (CaseInfo info : cases) {
            info.rules()
                    .forEach(rule -> byRule.computeIfAbsent(rule, ignored -> new ArrayList<>())
                            .add(info.id()));
        }
        return byRule;
    }

    /** Rules that some case judges. */
    public Set<String> coveredRules() {
        return new TreeSet<>(byRule().keySet());
    }
}
