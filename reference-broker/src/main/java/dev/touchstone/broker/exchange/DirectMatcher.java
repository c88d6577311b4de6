package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.Message;
import java.util.HashMap;
import java.util.Map;

/** Direct: every destination bound with exactly the message's key (EXCH-DIRECT-01); the arguments do not matter. */
final class DirectMatcher implements Matcher {
    private final Map<String, DestinationBag> byKey = new HashMap<>();

    @Override
    public void add(Binding binding) {
        byKey.computeIfAbsent(binding.routingKey(), key -> new DestinationBag()).add(binding.destination());
    }

    @Override
    public void remove(Binding binding) {
        DestinationBag bag = byKey.get(binding.routingKey());
        if (bag != null) {
            bag.remove(binding.destination());
            if (bag.isEmpty()) {
                byKey.remove(binding.routingKey());
            }
        }
    }

    @Override
    public void match(String routingKey, Message message, Targets targets) {
        DestinationBag bag = byKey.get(routingKey);
        if (bag != null) {
            bag.giveTo(targets);
        }
    }
}
