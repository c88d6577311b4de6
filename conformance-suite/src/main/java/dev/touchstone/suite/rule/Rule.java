package dev.touchstone.suite.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rules that a case or property judges, by their ids in the rule book; the first names the case. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
    /** Ids such as {@code TTL-06}. A test fails the build if one is unknown. */
    String[] value();
}
