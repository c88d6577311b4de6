package dev.touchstone.chaos.planted;

import dev.touchstone.chaos.proxy.Direction;
import dev.touchstone.chaos.proxy.Tampering;
import dev.touchstone.chaos.proxy.WireCommand;
import dev.touchstone.suite.probe.MethodFields;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends another request in the place of one, and the answer that the client waits for in the place of the answer to the other. Answers
 * come in the order of requests, so those of genuine requests of the same kind are told apart by counting.
 */
final class Masked implements Tampering {
    private final Map<String, Mask> masks;
    private final String request;
    private final String answer;
    private final String condition;
    private final Map<Integer, Deque<Optional<Mask>>> awaited = new HashMap<>();
    private final Set<Integer> ready = new HashSet<>();

    /**
     * What stands in for one request of the client.
     *
     * @param request what goes to the broker instead
     * @param answer what goes to the client when that is answered
     */
    record Mask(MethodFields request, MethodFields answer) {}

    /**
     * Masks requests.
     *
     * @param masks by the name of the client's request; all of them pose as the same method
     * @param request the name of that method
     * @param answer the name of its answer
     * @param condition the method that the client must have sent on a channel before requests there are masked; itself may be one
     */
    Masked(Map<String, Mask> masks, String request, String answer, String condition) {
        this.masks = Map.copyOf(masks);
        this.request = request;
        this.answer = answer;
        this.condition = condition;
    }

    @Override
    public List<WireCommand> pass(Direction direction, WireCommand command) {
        if (!command.first().isMethod()) {
            return List.of(command);
        }
        return List.of(direction == Direction.TO_BROKER ? masked(command) : unmasked(command));
    }

    private WireCommand masked(WireCommand command) {
        if (command.is(condition)) {
            ready.add(command.channel());
        } else if (command.is("channel.open")) {
            ready.remove(command.channel());
        }
        Optional<Mask> mask = maskFor(command);
        if (mask.isPresent() || command.is(request)) {
            awaited.computeIfAbsent(command.channel(), channel -> new ArrayDeque<>())
                    .add(mask);
        }
        return mask.map(worn -> command.withMethod(worn.request())).orElse(command);
    }

    private Optional<Mask> maskFor(WireCommand command) {
        return masks.entrySet().stream()
                .filter(entry -> ready.contains(command.channel()) && command.is(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private WireCommand unmasked(WireCommand command) {
        Deque<Optional<Mask>> expected = awaited.get(command.channel());
        if (!command.is(answer) || expected == null || expected.isEmpty()) {
            return command;
        }
        return expected.remove().map(worn -> command.withMethod(worn.answer())).orElse(command);
    }
}
