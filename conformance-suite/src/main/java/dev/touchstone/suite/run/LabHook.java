package dev.touchstone.suite.run;

import dev.touchstone.suite.lab.Lab;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.Store;
import org.jspecify.annotations.Nullable;

/**
 * The same for jqwik's properties as {@link CaseExtension} for cases: one lab for all tries of a property. Put
 * {@code @AddLifecycleHook(LabHook.class)} on the class. Seed and number of tries come from the run.
 */
public final class LabHook implements AroundPropertyHook, ResolveParameterHook {
    private static final class Holder {
        private @Nullable Lab lab;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Run run = ActiveRun.current()
                .orElseThrow(
                        () -> new IllegalStateException("properties of the suite run through 'touchstone certify'"));
        CaseInfo info = CaseInfo.of(context.targetMethod())
                .orElseThrow(() -> new IllegalStateException(context.targetMethod() + " has no @Rule"));
        context.attributes().setSeed(Long.toString(run.options().seed()));
        context.attributes().setTries(run.options().tries());
        PropertyExecutionResult[] result = new PropertyExecutionResult[1];
        try {
            run.judge(info, lab -> {
                holder().lab = lab;
                result[0] = property.execute();
                if (result[0].throwable().isPresent()) {
                    throw result[0].throwable().get();
                }
            });
        } catch (org.opentest4j.TestAbortedException e) {
            return result[0] != null ? result[0].mapToAborted(e) : skipped(property, e);
        } catch (AssertionError e) {
            return result[0] != null ? result[0].mapToFailed(e) : skipped(property, e);
        }
        return result[0];
    }

    private static PropertyExecutionResult skipped(PropertyExecutor property, Throwable reason) {
        return property.executeAndFinally(() -> {
                    throw new org.opentest4j.TestAbortedException(String.valueOf(reason.getMessage()));
                })
                .mapToAborted(reason);
    }

    @Override
    public Optional<ParameterSupplier> resolve(ParameterResolutionContext parameter, LifecycleContext context) {
        return parameter.typeUsage().isOfType(Lab.class)
                ? Optional.of(ignored -> Optional.ofNullable(holder().lab).orElseThrow())
                : Optional.empty();
    }

    private static Holder holder() {
        return Store.getOrCreate(LabHook.class, Lifespan.PROPERTY, Holder::new).get();
    }

    @Override
    public int aroundPropertyProximity() {
        return 20;
    }
}
