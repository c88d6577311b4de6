package dev.touchstone.suite.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The case measures time. If it fails it runs once more, because a busy machine makes everything late; if it fails again while
 * the machine itself was late, it is INCONCLUSIVE.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Timed {}
