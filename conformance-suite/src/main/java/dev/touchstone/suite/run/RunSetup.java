package dev.touchstone.suite.run;

import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.target.Target;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a run works.
 *
 * @param target the broker
 * @param virtualHost the virtual host that the run made for itself, empty where it may not make one
 * @param prefix what all names of the run begin with
 * @param textsPinned whether the profile pins reply texts
 * @param journal told of what is made on that broker
 * @param binds whether a rule, by its id, can fail a broker under the profile in force
 */
record RunSetup(
        Target target,
        Optional<String> virtualHost,
        String prefix,
        boolean textsPinned,
        Journal journal,
        Predicate<String> binds) {}
