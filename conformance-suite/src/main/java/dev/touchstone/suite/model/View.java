package dev.touchstone.suite.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a model holds, for those who choose steps and those who compare. */
public final class View {
    /** Milliseconds: what expires within this time will do so while a scenario waits. */
    private static final long SOON = 60_000;

    private final State state;

    View(State state) {
        this.state = state;
    }

    /**
     * Ready messages and consumers of a queue, the client that alone may use it, or empty, and whether a broker may choose who of
     * several consumers gets a message.
     */
    public record QueueFacts(String name, long messages, long consumers, String owner, boolean chooses) {}

    public List<QueueFacts> queues() {
        return state.queues.values().stream()
                .map(queue -> new QueueFacts(
                        queue.name, queue.size(), queue.consumers.size(), queue.owner, !queue.isSingleActive()))
                .toList();
    }

    public Set<String> queueNames() {
        return state.queues.keySet();
    }

    public Set<String> exchangeNames() {
        return state.exchanges.keySet();
    }

    public String exchangeType(String name) {
        ModelExchange exchange = state.exchanges.get(name);
        return exchange == null ? "" : exchange.type();
    }

    public Set<String> policyNames() {
        return state.policies.keySet();
    }

    /** Source, destination, queue or not, key and arguments of every binding. */
    public record BindingFacts(
            String source, String destination, boolean toQueue, String key, Map<String, Object> arguments) {}

    public List<BindingFacts> bindings() {
        return state.bindings.stream()
                .map(one ->
                        new BindingFacts(one.source(), one.destination(), one.toQueue(), one.key(), one.arguments()))
                .toList();
    }

    /** Connected clients. */
    public Set<String> clients() {
        return state.clients.keySet();
    }

    /** Open channels. */
    public List<String> channels() {
        return state.clients.values().stream()
                .flatMap(channels -> channels.keySet().stream())
                .toList();
    }

    private Stream<ModelChannel> all() {
        return state.clients.values().stream().flatMap(channels -> channels.values().stream());
    }

    private Stream<ModelChannel> channel(String where) {
        return all().filter(channel -> channel.where.equals(where));
    }

    public boolean isOpen(String where) {
        return channel(where).findAny().isPresent();
    }

    /** Messages that this channel has not settled, in the order of their tags. */
    public List<String> held(String where) {
        return channel(where)
                .flatMap(channel -> channel.held().stream())
                .map(held -> held.entry().message().id())
                .toList();
    }

    /** Tags of the consumers of a channel. */
    public List<String> consumers(String where) {
        return channel(where)
                .flatMap(channel -> channel.consumers.keySet().stream())
                .toList();
    }

    /** The limit that all consumers of a channel share; 0 for none. */
    public int limit(String where) {
        return channel(where).mapToInt(ModelChannel::limit).sum();
    }

    /** plain, confirm or tx; closed for a channel that is not open. */
    public String mode(String where) {
        return channel(where)
                .map(channel -> channel.mode().name().toLowerCase(java.util.Locale.ROOT))
                .findAny()
                .orElse("closed");
    }

    /** Channels on which something may still come by itself: they have consumers. */
    public List<String> consumingChannels() {
        return all().filter(channel -> !channel.consumers.isEmpty())
                .map(channel -> channel.where)
                .toList();
    }

    /** True if some message could go to either of two consumers, or two queues share a limit. */
    public boolean hasChoice() {
        return state.queues.values().stream().anyMatch(queue -> queue.consumers.size() > 1 && !queue.isSingleActive());
    }

    /** True if some message that waits will expire, or some queue when it is not used. */
    public boolean hasExpiring() {
        return state.queues.values().stream().anyMatch(queue -> queue.expires().orElse(Entry.NEVER) < SOON)
                || Stream.concat(
                                state.queues.values().stream().flatMap(queue -> queue.entries().stream()),
                                all().flatMap(channel -> channel.held().stream())
                                        .map(Held::entry))
                        .anyMatch(entry -> entry.expiresAt() > state.now() && entry.expiresAt() - state.now() < SOON);
    }
}
