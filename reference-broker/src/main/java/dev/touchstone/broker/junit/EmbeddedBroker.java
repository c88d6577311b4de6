package dev.touchstone.broker.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a broker of their own on a free port. On a class (or as a meta-annotation) one broker serves all its tests; on a method
 * that method has its own. Parameters of type {@code Broker}, {@code ConnectionFactory}, {@code Connection} and {@code Channel} are
 * injected; connections and channels are closed after the test, the broker after the class or method that carries the annotation.
 * Tests may run in parallel.
 *
 * <p>With {@code clock = VIRTUAL} every test has a broker of its own, wherever the annotation stands, whose clock is frozen: a TTL of half an hour is
 * tested in a millisecond by {@code broker.clock().advance(Duration.ofMinutes(30))}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(EmbeddedBrokerExtension.class)
public @interface EmbeddedBroker {
    /** How the broker's clock goes; heartbeats and sockets keep to the wall clock in any case. */
    ClockKind clock() default ClockKind.WALL;
}
