package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Topic: patterns of words with {@code *} for one and {@code #} for any number of words (TOPIC-01 to TOPIC-10). Publishers repeat their keys, so the
 * destinations of recent keys are remembered until a binding changes.
 */
final class TopicMatcher implements Matcher {
    /** Keys to remember; a publisher with endless distinct keys must not fill the memory. */
    private static final int REMEMBERED_KEYS = 4096;

    private static final Destination[] NONE = {};

    private final TopicTrie trie = new TopicTrie();
    private final Map<String, Destination[]> remembered = new HashMap<>();

    @Override
    public void add(Binding binding) {
        remembered.clear();
        trie.add(binding.routingKey(), binding.destination());
    }

    @Override
    public void remove(Binding binding) {
        remembered.clear();
        trie.remove(binding.routingKey(), binding.destination());
    }

    @Override
    public void match(String routingKey, Message message, Targets targets) {
        Destination[] known = remembered.get(routingKey);
        if (known == null) {
            known = find(routingKey);
            if (remembered.size() >= REMEMBERED_KEYS) {
                remembered.clear();
            }
            remembered.put(routingKey, known);
        }
        for (Destination destination : known) {
            targets.add(destination);
        }
    }

    private Destination[] find(String routingKey) {
        List<Destination> found = new ArrayList<>();
        trie.match(routingKey, found::add);
        return found.toArray(NONE);
    }
}
