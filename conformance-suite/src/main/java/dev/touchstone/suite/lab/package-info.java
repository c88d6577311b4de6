/**
 * What a case works with: a {@link dev.touchstone.suite.lab.Lab} of its own that opens connections and probes, makes names, keeps
 * the wire log, states expectations and clears everything away. One lab belongs to one case.
 */
@NullMarked
package dev.touchstone.suite.lab;

import org.jspecify.annotations.NullMarked;
