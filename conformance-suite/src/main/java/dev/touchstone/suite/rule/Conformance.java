package dev.touchstone.suite.rule;

import dev.touchstone.suite.run.CaseExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A class of cases: JUnit methods with {@link Rule} and a {@code Lab} parameter, run side by side. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(CaseExtension.class)
@Execution(ExecutionMode.CONCURRENT)
public @interface Conformance {}
