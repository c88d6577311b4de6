package dev.touchstone.chaos.planted;

import dev.touchstone.chaos.proxy.Direction;
import dev.touchstone.chaos.proxy.Tampering;
import dev.touchstone.chaos.proxy.WireCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names the next consumer of the channel in each delivery. */
final class SwappedConsumerTags implements Tampering {
    private final Map<Integer, List<String>> tagsByChannel = new HashMap<>();

    @Override
    public List<WireCommand> pass(Direction direction, WireCommand command) {
        if (direction == Direction.TO_BROKER) {
            return List.of(command);
        }
        List<String> tags = tagsByChannel.computeIfAbsent(command.channel(), channel -> new ArrayList<>());
        if (command.is("basic.consume-ok")) {
            tags.add(command.method().text("consumer-tag"));
        }
        return List.of(command.is("basic.deliver") ? swapped(command, tags) : command);
    }

    private static WireCommand swapped(WireCommand delivery, List<String> tags) {
        int index = tags.indexOf(delivery.method().text("consumer-tag"));
        return index < 0 ? delivery : delivery.with("consumer-tag", tags.get((index + 1) % tags.size()));
    }
}
