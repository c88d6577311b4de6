/**
 * The cases: one package for each area of the rule book, one class for each AMQP method or section of it. A case is about twenty
 * lines: what we do, what must come back.
 */
@NullMarked
package dev.touchstone.suite.cases;

import org.jspecify.annotations.NullMarked;
