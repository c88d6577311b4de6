package dev.touchstone.broker.exchange;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topic patterns as a trie over words. {@code *} and {@code #} are children of their own; anything else, {@code a*} too, is a literal word (TOPIC-07).
 *
 * <p>A key is matched like an automaton: the set of nodes reached so far moves on word by word, and a node that {@code #} leads to stays in the set.
 * Each node is visited at most once a word, so patterns like {@code #.a.#.b.#} cannot make the work explode.
 */
final class TopicTrie {
    private static final String[] NO_WORDS = {};

    private final Node root = new Node(null, "");
    private Node[] active = new Node[16];
    private Node[] next = new Node[16];
    private int activeCount;
    private int nextCount;
    private long step;

    /** The words of a key or pattern: the empty one has none (TOPIC-06), and {@code a..b} has three (TOPIC-05). */
    static String[] words(String text) {
        return text.isEmpty() ? NO_WORDS : text.split("\\.", -1);
    }

    void add(String pattern, Destination destination) {
        Node node = root;
        for (String word : words(pattern)) {
            node = node.childFor(word);
        }
        node.destinations.add(destination);
    }

    void remove(String pattern, Destination destination) {
        Node node = root;
        for (String word : words(pattern)) {
            Node child = node.child(word);
            if (child == null) {
                return;
            }
            node = child;
        }
        node.destinations.remove(destination);
        prune(node);
    }

    private static void prune(Node leaf) {
        Node node = leaf;
        while (node.parent != null && node.isBare()) {
            Node parent = node.parent;
            parent.drop(node.word);
            node = parent;
        }
    }

    void match(String key, Targets targets) {
        step++;
        nextCount = 0;
        reach(root);
        for (String word : words(key)) {
            swap();
            step++;
            for (int i = 0; i < activeCount; i++) {
                active[i].advance(word, this);
            }
        }
        for (int i = 0; i < nextCount; i++) {
            next[i].destinations.giveTo(targets);
        }
    }

    private void swap() {
        Node[] done = active;
        active = next;
        activeCount = nextCount;
        next = done;
        nextCount = 0;
    }

    /** Puts a node into the next set, and with it the one after {@code #}, which matches zero words too. */
    private void reach(@Nullable Node node) {
        Node reached = node;
        while (reached != null && reached.reachedAt != step) {
            reached.reachedAt = step;
            if (nextCount == next.length) {
                next = java.util.Arrays.copyOf(next, nextCount * 2);
            }
            next[nextCount++] = reached;
            reached = reached.hash;
        }
    }

    private static final class Node {
        private final @Nullable Node parent;
        private final String word;
        private final DestinationBag destinations = new DestinationBag();
        private @Nullable Map<String, Node> literals;
        private @Nullable Node star;
        private @Nullable Node hash;
        private long reachedAt;

        Node(@Nullable Node parent, String word) {
            this.parent = parent;
            this.word = word;
        }

        boolean isBare() {
            return destinations.isEmpty() && star == null && hash == null && (literals == null || literals.isEmpty());
        }

        @Nullable
        Node child(String name) {
            return switch (name) {
                case "*" -> star;
                case "#" -> hash;
                default -> literals == null ? null : literals.get(name);
            };
        }

        Node childFor(String name) {
            Node known = child(name);
            if (known != null) {
                return known;
            }
            Node made = new Node(this, name);
            switch (name) {
                case "*" -> star = made;
                case "#" -> hash = made;
                default -> {
                    if (literals == null) {
                        literals = new HashMap<>();
                    }
                    literals.put(name, made);
                }
            }
            return made;
        }

        void drop(String name) {
            switch (name) {
                case "*" -> star = null;
                case "#" -> hash = null;
                default -> {
                    if (literals != null) {
                        literals.remove(name);
                    }
                }
            }
        }

        void advance(String name, TopicTrie trie) {
            if (parent != null && parent.hash == this) {
                trie.reach(this);
            }
            trie.reach(star);
            if (literals != null) {
                trie.reach(literals.get(name));
            }
        }
    }
}
