package dev.touchstone.suite.rule;

import dev.touchstone.suite.target.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a target must be able to do for this case; where it cannot, the case is UNSUPPORTED and says so. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {
    Capability[] value();
}
