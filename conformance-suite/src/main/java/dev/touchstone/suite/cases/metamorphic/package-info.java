/**
 * Relations that need no model: the same is done in two ways that must not make a difference, and what was seen is compared. A
 * broker that is wrong in both ways alike passes here; that is what the other cases are for.
 */
@NullMarked
package dev.touchstone.suite.cases.metamorphic;

import org.jspecify.annotations.NullMarked;
