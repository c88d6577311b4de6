package dev.touchstone.suite.run;

import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.target.Target;
import java.util.Optional;

/**
 * Where a run works.
 *
 * @param target the broker
 * @param virtualHost the virtual host that the run made for itself, empty where it may not make one
 * @param prefix what all names of the run begin with
 * @param textsPinned whether the profile pins reply texts
 * @param journal told of what is made on that broker
 */
record RunSetup(Target target, Optional<String> virtualHost, String prefix, boolean textsPinned, Journal journal) {}
