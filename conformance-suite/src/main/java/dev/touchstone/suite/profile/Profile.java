package dev.touchstone.suite.profile;

import dev.touchstone.suite.rulebook.RuleLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about a broker before it is judged.
 *
 * @param name such as {@code rabbitmq-4}
 * @param parent the profile whose deviations this one inherits
 * @param product what the broker says in the server property {@code product}; a profile without it is used only when asked for by name
 * @param versions the versions of the product it speaks for
 * @param binding the levels that can fail a broker; a difference in another level is only reported
 * @param deviations all declared deviations, the inherited ones included, at most one for a rule
 */
public record Profile(
        String name,
        Optional<String> parent,
        Optional<String> product,
        VersionRange versions,
        Set<RuleLevel> binding,
        List<Deviation> deviations) {

    /** Copies the collections, so that a profile cannot change. */
    public Profile {
        binding = Set.copyOf(binding);
        deviations = List.copyOf(deviations);
    }

    /** A profile for a broker that nobody has described: nothing is excused. */
    static Profile undeclared() {
        return new Profile(
                "undeclared",
                Optional.empty(),
                Optional.empty(),
                VersionRange.any(),
                Set.of(RuleLevel.values()),
                List.of());
    }

    /** The deviation that is declared for this rule, or nothing. */
    public Optional<Deviation> deviation(String ruleId) {
        return deviations.stream()
                .filter(deviation -> deviation.rule().id().equals(ruleId))
                .findFirst();
    }

    /** Whether a rule of this level can fail a broker under this profile. */
    public boolean binds(RuleLevel level) {
        return binding.contains(level);
    }

    /** Whether this profile speaks for the product in this version; products are compared without regard to case. */
    boolean speaksFor(String askedProduct, String version) {
        return product.filter(own -> own.equalsIgnoreCase(askedProduct)).isPresent() && versions.contains(version);
    }
}
