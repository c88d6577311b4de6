package dev.touchstone.suite.script;

import dev.touchstone.suite.probe.WireWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a script may have left on the broker, and the methods that take it away. */
final class Litter {
    private final Names names;
    private final StepEncoder encoder;
    private final Set<String> queues = new LinkedHashSet<>();
    private final Set<String> exchanges = new LinkedHashSet<>();
    private final Set<Step> bindings = new LinkedHashSet<>();
    private final Set<String> policies = new LinkedHashSet<>();

    Litter(Names names, StepEncoder encoder) {
        this.names = names;
        this.encoder = encoder;
    }

    void remember(Step step) {
        switch (step.verb()) {
            case QUEUE_DECLARE -> queues.add(step.operand(0));
            case EXCHANGE_DECLARE -> exchanges.add(step.operand(0));
            case EXCHANGE_BIND -> bindings.add(step);
            case POLICY -> policies.add(step.operand(0));
            default -> {}
        }
    }

    /** Policies, as the script calls them. */
    List<String> policies() {
        return List.copyOf(policies);
    }

    /** What to ask so that everything else goes; in any order. */
    List<WireWriter> removal() {
        List<WireWriter> methods = new ArrayList<>();
        // Exchanges that nobody can delete keep what is bound to them.
        bindings.stream()
                .filter(bind ->
                        bind.operand(0).startsWith("amq.") && bind.operand(1).startsWith("amq."))
                .forEach(bind -> methods.add(encoder.unbind(bind)));
        queues.stream().filter(queue -> !queue.startsWith("amq.")).forEach(queue -> methods.add(delete(50, 40, queue)));
        exchanges.stream()
                .filter(exchange -> !exchange.isEmpty() && !exchange.startsWith("amq."))
                .forEach(exchange -> methods.add(delete(40, 20, exchange)));
        return methods;
    }

    private WireWriter delete(int classId, int methodId, String name) {
        return StepEncoder.start(classId, methodId)
                .shortInt(0)
                .shortString(names.there(name))
                .octet(0);
    }

    void forget() {
        queues.clear();
        exchanges.clear();
        bindings.clear();
        policies.clear();
    }
}
