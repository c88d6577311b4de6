package dev.touchstone.suite.target.rabbitmq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Nodes for cases that need one of their own. Told what will be asked for, it starts the next ones ahead in the background, at
 * most two idle at a time, and gives a node to several cases one after the other if it can be brought back to its first state.
 *
 * @param <N> a node
 */
final class NodePool<N extends AutoCloseable> implements AutoCloseable {
    private static final int IDLE_LIMIT = 2;

    private record Idle<N>(List<String> config, CompletableFuture<N> node) {}

    private final Function<List<String>, N> starter;
    private final Predicate<N> recycler;
    private final Consumer<N> disposer;
    private final Map<List<String>, Integer> expected = new LinkedHashMap<>();
    private final List<Idle<N>> idle = new ArrayList<>();
    private final Map<N, List<String>> lent = new HashMap<>();
    private final ExecutorService background = Executors.newFixedThreadPool(IDLE_LIMIT, task -> {
        Thread thread = new Thread(task, "spare-nodes");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    /**
     * @param starter starts a node with these lines of configuration and waits until it is ready
     * @param recycler brings a node back to its first state, or says that it cannot
     */
    NodePool(Function<List<String>, N> starter, Predicate<N> recycler, Consumer<N> disposer) {
        this.starter = starter;
        this.recycler = recycler;
        this.disposer = disposer;
    }

    /** Says which configurations will be asked for, one entry for each time. */
    synchronized void expect(List<List<String>> configs) {
        configs.forEach(config -> expected.merge(List.copyOf(config), 1, Integer::sum));
        startAhead();
    }

    /** A node with this configuration that nobody else uses. */
    N take(List<String> config) {
        Optional<CompletableFuture<N>> ready = takeIdle(config);
        N node;
        try {
            node = ready.isPresent() ? ready.get().join() : starter.apply(config);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        synchronized (this) {
            lent.put(node, List.copyOf(config));
            startAhead();
        }
        return node;
    }

    private synchronized Optional<CompletableFuture<N>> takeIdle(List<String> config) {
        expected.computeIfPresent(config, (same, times) -> times > 1 ? times - 1 : null);
        Optional<Idle<N>> found =
                idle.stream().filter(one -> one.config().equals(config)).findFirst();
        found.ifPresent(idle::remove);
        return found.map(Idle::node);
    }

    /** Takes a node back; in the background it is made new or disposed of. */
    void giveBack(N node) {
        @Nullable List<String> config;
        boolean wanted;
        synchronized (this) {
            config = lent.remove(node);
            wanted = config != null && !closed && expected.containsKey(config);
        }
        if (config == null) {
            return;
        }
        if (!wanted) {
            disposer.accept(node);
            return;
        }
        List<String> sameConfig = config;
        inBackground(sameConfig, () -> {
            if (recycler.test(node)) {
                return node;
            }
            disposer.accept(node);
            return starter.apply(sameConfig);
        });
    }

    private synchronized void startAhead() {
        for (List<String> config : List.copyOf(expected.keySet())) {
            boolean there = idle.stream().anyMatch(one -> one.config().equals(config));
            if (!closed && !there && !lent.containsValue(config) && idle.size() < IDLE_LIMIT) {
                inBackground(config, () -> starter.apply(config));
            }
        }
    }

    private synchronized void inBackground(List<String> config, java.util.function.Supplier<N> work) {
        if (!closed) {
            idle.add(new Idle<>(config, CompletableFuture.supplyAsync(work, background)));
        }
    }

    private void disposeIfStarted(@Nullable N node, @Nullable Throwable failure) {
        if (node != null) {
            disposer.accept(node);
        }
    }

    /** Disposes of every node, also of those that are starting or lent. */
    @Override
    public void close() {
        List<N> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(lent.keySet());
            lent.clear();
            idle.forEach(one -> one.node().whenComplete(this::disposeIfStarted));
            idle.clear();
        }
        background.shutdownNow();
        all.forEach(disposer);
    }
}
