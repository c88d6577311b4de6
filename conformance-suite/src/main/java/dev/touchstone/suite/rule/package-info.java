/** The annotations by which a case says what it judges and what it needs. */
@NullMarked
package dev.touchstone.suite.rule;

import org.jspecify.annotations.NullMarked;
