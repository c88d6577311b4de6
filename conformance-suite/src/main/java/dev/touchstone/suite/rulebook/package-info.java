/**
 * The rule book: every behaviour that a case may judge, as data, with its level, its source and how it was verified.
 *
 * <p>The Markdown pages under {@code rules/} on the class path are the source of truth; the classes here read them once and hand out immutable
 * values, so nobody owns them and any thread may use them. Waivers, the written reasons for rules without a case, live beside them.
 */
@NullMarked
package dev.touchstone.suite.rulebook;

import org.jspecify.annotations.NullMarked;
