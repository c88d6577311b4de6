package dev.touchstone.suite.cases.hdr;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Matching on generated bindings and headers against the definition. */
@AddLifecycleHook(LabHook.class)
class HeadersProperties {
    /** Stands for a void, so that samples can be read. */
    private static final String VOID = "(void)";

    @Property
    @Rule({"HDR-01", "HDR-02", "HDR-03", "HDR-04", "HDR-05", "HDR-06", "HDR-07", "HDR-08", "HDR-09"})
    void aBindingLetsExactlyTheMessagesThroughThatMatchByDefinition(
            @ForAll("bindings") Map<String, Object> binding,
            @ForAll("messages") List<Map<String, Object>> messages,
            RoutingBench bench)
            throws IOException {
        List<Map<String, Object>> expected =
                messages.stream().filter(headers -> matches(binding, headers)).toList();
        HeadersTable table = new HeadersTable(bench);
        try {
            List<Integer> arrived = table.arrived(
                    wire(binding),
                    messages.stream().map(HeadersProperties::wire).toList());
            Expect.equal(
                    "messages", expected, arrived.stream().map(messages::get).toList());
        } finally {
            table.clear();
        }
    }

    /** The definition: all or any of the arguments that count are in the message with an equal value, or with any if void. */
    static boolean matches(Map<String, Object> binding, Map<String, Object> headers) {
        String mode = String.valueOf(binding.getOrDefault("x-match", "all"));
        Stream<Map.Entry<String, Object>> counting = binding.entrySet().stream()
                .filter(argument -> !argument.getKey().equals("x-match"))
                .filter(argument ->
                        mode.endsWith("-with-x") || !argument.getKey().startsWith("x-"));
        Predicate<Map.Entry<String, Object>> met = argument -> headers.containsKey(argument.getKey())
                && (argument.getValue().equals(VOID) || equal(argument.getValue(), headers.get(argument.getKey())));
        return mode.startsWith("all") ? counting.allMatch(met) : counting.anyMatch(met);
    }

    private static boolean equal(Object bound, @org.jspecify.annotations.Nullable Object sent) {
        if (bound instanceof Number one && sent instanceof Number other) {
            return one.longValue() == other.longValue();
        }
        return Objects.equals(bound, sent);
    }

    private static Map<String, Object> wire(Map<String, Object> sample) {
        Map<String, Object> table = new HashMap<>();
        sample.forEach((name, value) -> table.putAll(HeadersTable.table(name, value.equals(VOID) ? null : value)));
        return table;
    }

    @Provide
    Arbitrary<Map<String, Object>> bindings() {
        Arbitrary<String> modes = Arbitraries.of("", "all", "any", "all-with-x", "any-with-x");
        return Combinators.combine(modes, arguments()).as((mode, arguments) -> {
            Map<String, Object> binding = new HashMap<>(arguments);
            if (!mode.isEmpty()) {
                binding.put("x-match", mode);
            }
            return binding;
        });
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> messages() {
        return arguments().list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<Map<String, Object>> arguments() {
        Arbitrary<Object> values = Arbitraries.<Object>of(1, 1L, (byte) 1, 2, "1", "t", true, VOID);
        return Arbitraries.maps(Arbitraries.of("a", "b", "A", "x-c"), values).ofMaxSize(3);
    }
}
