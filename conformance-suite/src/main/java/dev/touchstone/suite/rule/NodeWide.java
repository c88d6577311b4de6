package dev.touchstone.suite.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The case touches a whole node: alarms, restart, listeners, the configuration. It gets a node of its own, which
 * nobody else uses meanwhile; never on a foreign target without {@code --allow-node-control}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NodeWide {
    /** Lines of {@code rabbitmq.conf} that the node needs; none for the defaults. */
    String[] config() default {};

    /** The case takes much longer than others of its kind, so it begins before them: nothing shall wait for it at the end of a run. */
    boolean takesLong() default false;
}
