package dev.touchstone.suite.run;

import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RoutingBench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The same for jqwik's properties as {@link CaseExtension} for cases. Put {@code @AddLifecycleHook(LabHook.class)} on the class. A
 * property may take a {@link Lab}, a {@link RoutingBench} and a {@link QueueBench}; they are the same for all its tries, so that a try
 * costs no connection (benches are replaced after a try that failed). Seed and number of tries come from the run: a property that
 * names a number gets that many where the run has its default of {@value #DEFAULT_TRIES}, and more or fewer in proportion. A failure
 * is a finding with the shrunk sample.
 */
public final class LabHook implements AroundPropertyHook, AroundTryHook, ResolveParameterHook {
    private static final int DEFAULT_TRIES = 50;

    /** What the tries of one property share. */
    private static final class Holder {
        private @Nullable Lab lab;
        private @Nullable RoutingBench bench;
        private @Nullable QueueBench queues;

        void begin(Lab current) {
            lab = current;
            forgetBenches();
        }

        /** After a failed try a channel may be closed, or hold answers that the next try does not expect. */
        void forgetBenches() {
            bench = null;
            Optional.ofNullable(queues)
                    .ifPresent(used -> used.channel().dialogue().close());
            queues = null;
        }

        Lab lab() {
            return Optional.ofNullable(lab).orElseThrow();
        }

        RoutingBench bench() {
            RoutingBench usable = bench;
            if (usable == null || !usable.channel().isOpen()) {
                try {
                    usable = new RoutingBench(lab());
                } catch (IOException e) {
                    throw new UncheckedIOException("no channel for a bench", e);
                }
                bench = usable;
            }
            return usable;
        }

        QueueBench queues() {
            QueueBench usable = queues;
            if (usable == null) {
                usable = QueueBench.of(lab());
                queues = usable;
            }
            return usable;
        }
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Run run = ActiveRun.current()
                .orElseThrow(
                        () -> new IllegalStateException("properties of the suite run through 'touchstone certify'"));
        CaseInfo info = CaseInfo.of(context.targetMethod())
                .orElseThrow(() -> new IllegalStateException(context.targetMethod() + " has no @Rule"));
        context.attributes().setSeed(Long.toString(run.options().seed()));
        context.attributes().setTries(tries(context, run.options().tries()));
        PropertyExecutionResult[] tried = new PropertyExecutionResult[1];
        try {
            run.judge(info, lab -> {
                lab.remarks().generatedFrom(Long.toString(run.options().seed()));
                holder().begin(lab);
                tried[0] = property.execute();
                lab.remarks().note(tried[0].countTries() + " tries");
                throwFailure(tried[0]);
            });
            return tried[0].mapToSuccessful();
        } catch (TestAbortedException e) {
            return tried[0] == null ? new NotTried(Status.ABORTED, Optional.of(e)) : tried[0].mapToAborted(e);
        } catch (AssertionError e) {
            return tried[0] == null ? new NotTried(Status.FAILED, Optional.of(e)) : tried[0].mapToFailed(e);
        }
    }

    private static int tries(PropertyLifecycleContext context, int wanted) {
        long own = context.attributes().tries().orElse(DEFAULT_TRIES);
        return (int) Math.max(1, own * wanted / DEFAULT_TRIES);
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        TryExecutionResult result = aTry.execute(parameters);
        if (result.status() != TryExecutionResult.Status.SATISFIED) {
            holder().forgetBenches();
        }
        return result;
    }

    /** The failure of the smallest sample; what is the broker's doing becomes a finding that says which one it is. */
    private static void throwFailure(PropertyExecutionResult tried) throws Throwable {
        if (tried.status() == Status.SUCCESSFUL) {
            return;
        }
        Throwable failure = tried.throwable()
                .orElseGet(
                        () -> new IllegalStateException("the property ended " + tried.status() + " without a reason"));
        if (failure instanceof Finding finding) {
            throw withSample(finding.expected(), finding.actual(), tried, failure);
        }
        if (failure instanceof IOException || failure instanceof ShutdownSignalException) {
            Throwable closed = failure.getCause() instanceof ShutdownSignalException signal ? signal : failure;
            throw withSample(List.of("an open channel in every try"), closed.toString(), tried, failure);
        }
        throw failure;
    }

    private static Finding withSample(
            List<String> expected, String actual, PropertyExecutionResult tried, Throwable cause) {
        List<Object> sample = tried.falsifiedParameters().orElse(List.of()).stream()
                .filter(value -> !isEquipment(value))
                .toList();
        Finding finding = new Finding(
                expected,
                actual + "; smallest sample of " + tried.countTries() + " tries: " + sample + ", seed "
                        + tried.seed().orElse("unknown"));
        finding.initCause(cause);
        return finding;
    }

    private static boolean isEquipment(Object value) {
        return value instanceof Lab || value instanceof RoutingBench || value instanceof QueueBench;
    }

    @Override
    public Optional<ParameterSupplier> resolve(ParameterResolutionContext parameter, LifecycleContext context) {
        if (parameter.typeUsage().isOfType(Lab.class)) {
            return Optional.of(ignored -> holder().lab());
        }
        if (parameter.typeUsage().isOfType(QueueBench.class)) {
            return Optional.of(ignored -> holder().queues());
        }
        return parameter.typeUsage().isOfType(RoutingBench.class)
                ? Optional.of(ignored -> holder().bench())
                : Optional.empty();
    }

    private static Holder holder() {
        return Store.getOrCreate(LabHook.class, Lifespan.PROPERTY, Holder::new).get();
    }

    /** From the class, where the annotation stands, to its properties. */
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public int aroundPropertyProximity() {
        return 20;
    }
}
