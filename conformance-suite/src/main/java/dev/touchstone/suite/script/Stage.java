package dev.touchstone.suite.script;

import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import dev.touchstone.suite.transcript.WireLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A virtual host on which scripts are played: the clients by name, what they said and what came to them, and the means to know that
 * nothing more will come. Clients that a script leaves behind serve the next one. Not for use by two threads.
 */
public final class Stage implements AutoCloseable {
    /** The channel of the runner's own on each connection. Some brokers allow no more than 256. */
    static final int OWN_CHANNEL = 250;

    private static final long LOCKED = 405;
    private static final Duration MOST_TO_CLEAR = Duration.ofSeconds(30);
    private static final Duration MOST_TO_CLEAR_AFTER_SILENCE = Duration.ofMillis(200);
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final Endpoint endpoint;
    private final Optional<TargetAdmin> admin;
    private final Names names;
    private final Duration patience;
    private final WireLog log = new WireLog();
    private final StepEncoder encoder;
    private final Deliveries deliveries;
    private final Map<String, WireClient> clients = new LinkedHashMap<>();
    private final Deque<WireClient> idle = new ArrayDeque<>();
    private final List<Event> events = new ArrayList<>();
    private final Litter litter;
    private final Set<String> shared = new LinkedHashSet<>();
    private @Nullable WireClient control;
    private boolean silent;
    private boolean unanswered;

    /**
     * @param endpoint with the virtual host to work in
     * @param admin for policies; empty where there is none
     * @param prefix of all names on the broker; empty in a virtual host of one's own
     * @param patience how long to wait for something that must come
     */
    public Stage(Endpoint endpoint, Optional<TargetAdmin> admin, String prefix, Duration patience) {
        this.endpoint = endpoint;
        this.admin = admin;
        this.names = new Names(prefix);
        this.patience = patience;
        this.encoder = new StepEncoder(names);
        this.litter = new Litter(names, encoder);
        this.deliveries = new Deliveries(names, encoder);
    }

    /** What a queue says of itself: ready messages and consumers. */
    public record Depth(long messages, long consumers) {}

    public Duration patience() {
        return patience;
    }

    /** Everything that the connections sent and received, as far as the log keeps it. */
    public WireLog log() {
        return log;
    }

    // --- saying -----------------------------------------------------------------------------------------------------

    /** Why a step cannot be taken now: a client that is not connected, a message that never came; empty if it can. */
    public Optional<String> whyNot(Step step) {
        boolean connected = clients.containsKey(step.client());
        if (step.verb() == Verb.CONNECT) {
            return connected ? Optional.of(step.client() + " is connected already") : Optional.empty();
        }
        if (step.verb().scope() != Verb.Scope.BROKER && !connected) {
            return Optional.of(step.client() + " is not connected");
        }
        if (step.verb().scope() == Verb.Scope.BROKER && step.verb() != Verb.WAIT && admin.isEmpty()) {
            return Optional.of("policies need an administration of the target");
        }
        if (step.flag(Verb.SERVER_NAMED) && names.isGiven(step.operand(0))) {
            return Optional.of(step.operand(0) + " is the name of another queue that the broker named");
        }
        if (settles(step) && tagOf(step).isEmpty()) {
            return Optional.of(step.operand(0) + " never came to " + step.where());
        }
        return Optional.empty();
    }

    private static boolean settles(Step step) {
        return step.verb() == Verb.ACK || step.verb() == Verb.NACK || step.verb() == Verb.REJECT;
    }

    /** The delivery tag that a step means: {@code #7}, or that of the last delivery of a message to its channel. */
    public Optional<Long> tagOf(Step step) {
        String reference = step.operand(0);
        if (reference.matches("#[0-9]{1,18}")) {
            return Optional.of(Long.parseLong(reference.substring(1)));
        }
        WireClient client = clients.get(step.client());
        WireChannel channel = client == null ? null : client.channel(step.channel());
        return channel == null ? Optional.empty() : Optional.ofNullable(channel.lastTags.get(reference));
    }

    /** Takes a step; frames wait until {@link #flush}. */
    public void say(Step step) {
        remember(step);
        switch (step.verb()) {
            case POLICY -> admin.orElseThrow().setPolicy(endpoint.virtualHost(), policy(step));
            case CLEAR_POLICY ->
                admin.orElseThrow().clearPolicy(endpoint.virtualHost(), names.prefix() + step.operand(0));
            case WAIT -> {}
            case CONNECT -> {
                WireClient client = idle.isEmpty() ? dial(step.where()) : idle.remove();
                client.rename(step.where());
                clients.put(step.where(), client);
                client.say(step, 0);
            }
            default -> {
                WireClient client = clients.get(step.client());
                if (client != null) {
                    client.say(step, settles(step) ? tagOf(step).orElse(0L) : 0);
                }
            }
        }
        if (step.verb() == Verb.CUT) {
            clients.remove(step.client());
        }
    }

    private void remember(Step step) {
        litter.remember(step);
        if (step.verb() == Verb.QUEUE_DECLARE && !step.flag("exclusive")) {
            shared.add(step.operand(0));
        }
    }

    private PolicySpec policy(Step step) {
        Map<String, Object> definition = new LinkedHashMap<>(names.arguments(step.arguments()));
        Object priority = definition.remove("priority");
        Object applyTo = definition.remove("apply-to");
        return new PolicySpec(
                names.prefix() + step.operand(0),
                step.operand(1),
                applyTo == null ? "all" : applyTo.toString(),
                priority instanceof Long number ? number.intValue() : 0,
                definition);
    }

    private WireClient dial(String name) {
        return new WireClient(name, Dialling.open(endpoint, TO_CONNECT, log), encoder, deliveries, events::add);
    }

    public void flush() {
        clients.values().forEach(WireClient::flush);
    }

    // --- listening --------------------------------------------------------------------------------------------------

    /** All that came since {@link #forget}. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    public void forget() {
        events.clear();
    }

    /** Waits for the replies to all that was asked. */
    public void awaitReplies(long deadlineNanos) {
        flush();
        for (WireClient client : List.copyOf(clients.values())) {
            client.readUntil(client::isAnswered, deadlineNanos);
        }
        clients.values().removeIf(client -> !client.isOpen());
    }

    /** Takes in what comes by itself in a short time. */
    public void listen(int millis) {
        clients.values().forEach(client -> client.readOne(Duration.ofMillis(millis)));
        clients.values().removeIf(client -> !client.isOpen());
    }

    /**
     * After this, everything that was sent before on these channels has been worked off by them, and all that queues had sent to
     * them has come.
     */
    public void barrier(Predicate<String> where, long deadlineNanos) {
        if (clients.values().stream().anyMatch(WireClient::awaitsLateAnswer)) {
            awaitReplies(deadlineNanos);
        }
        clients.forEach((name, client) -> client.channels().stream()
                .filter(number -> number != OWN_CHANNEL && where.test(name + "." + number))
                .forEach(number -> {
                    askBarrier(client, number);
                    WireChannel channel = client.channel(number);
                    if (channel != null && !channel.unconfirmed.isEmpty()) {
                        // Confirms are sent behind the reply to what a channel was doing when they became due.
                        askBarrier(client, number);
                    }
                }));
        awaitReplies(deadlineNanos);
    }

    private static void askBarrier(WireClient client, int number) {
        WireWriter method = StepEncoder.start(40, 10)
                .shortInt(0)
                .shortString("amq.direct")
                .shortString("direct")
                .octet(1)
                .octets(new byte[4]);
        client.ask(number, method, ignored -> {});
    }

    /** Queues that anybody may ask and that were there when they were last asked. */
    Set<String> shared() {
        return Set.copyOf(shared);
    }

    void keepShared(Set<String> there) {
        shared.retainAll(there);
    }

    /** Lets time pass, and takes in what comes meanwhile. */
    public void rest(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        WireClient client =
                clients.isEmpty() ? control() : clients.values().iterator().next();
        while (System.nanoTime() < end && client.isOpen()) {
            client.readOne(Duration.ofMillis(1));
        }
    }

    /**
     * Asks queues how deep they are; those that are missing or locked are left out. A queue that has answered has worked off all
     * that was sent to it before.
     *
     * @param owners the client that alone may ask, by queue
     */
    public Map<String, Depth> depths(Collection<String> wanted, Map<String, String> owners, long deadlineNanos) {
        Map<String, Depth> depths = new LinkedHashMap<>();
        Set<WireClient> asked = new LinkedHashSet<>();
        silent = false;
        for (String queue : wanted) {
            WireClient client = owners.containsKey(queue) ? clients.get(owners.get(queue)) : control();
            if (client != null) {
                client.openQuietly(OWN_CHANNEL);
                client.ask(
                        OWN_CHANNEL,
                        passive(queue),
                        answer -> answer.ifPresent(found -> depths.put(queue, depth(found))));
                asked.add(client);
            }
        }
        for (WireClient client : asked) {
            client.flush();
            silent |= !client.readUntil(client::isAnswered, deadlineNanos);
        }
        return depths;
    }

    /** True if some queue that was asked last gave no answer in time. */
    boolean isSilent() {
        return silent;
    }

    /** True if the broker has no queue of that name. */
    public boolean isGone(String queue, long deadlineNanos) {
        boolean there = depths(List.of(queue), Map.of(), deadlineNanos).containsKey(queue);
        return !there && control().lastCode() == 404;
    }

    private WireWriter passive(String queue) {
        return StepEncoder.start(50, 10)
                .shortInt(0)
                .shortString(names.there(queue))
                .octet(1)
                .octets(new byte[4]);
    }

    private static Depth depth(MethodFields declareOk) {
        return new Depth(declareOk.number("message-count"), declareOk.number("consumer-count"));
    }

    private WireClient control() {
        WireClient usable = control;
        if (usable == null || !usable.isOpen()) {
            usable = new WireClient(
                    "control", Dialling.open(endpoint, TO_CONNECT, new WireLog()), encoder, deliveries, ignored -> {});
            control = usable;
        }
        return usable;
    }

    // --- clearing up ------------------------------------------------------------------------------------------------

    /** Ends the script that was played: clients leave their channels, and what it declared is deleted. */
    public void clear() {
        clear(true);
    }

    /** The same where nobody knows what is still to come: an answer that is late must not meet the next script, so connections are not used again. */
    public void clearForGood() {
        clear(false);
    }

    /** A broker that once left a goodbye unanswered is not waited for again, or a corpus of scripts would take hours with it. */
    private void clear(boolean reuse) {
        long deadline = System.nanoTime() + (unanswered ? MOST_TO_CLEAR_AFTER_SILENCE : patience).toNanos();
        for (WireClient client : clients.values()) {
            if (client.isOwner()) {
                client.say(Step.of("x", Verb.DISCONNECT), 0);
            } else {
                client.channels().forEach(number -> client.say(Step.of("x." + number, Verb.CLOSE), 0));
            }
            client.flush();
        }
        clients.values().forEach(client -> {
            boolean clean = client.readUntil(client::isAnswered, deadline);
            unanswered |= !clean && client.isOpen();
            if (reuse && client.isOpen() && clean && !client.isOwner()) {
                idle.add(client);
            } else {
                client.drop();
            }
        });
        clients.clear();
        deleteAll();
        events.clear();
        deliveries.clear();
        names.forget();
    }

    private void deleteAll() {
        litter.policies()
                .forEach(policy ->
                        admin.ifPresent(open -> open.clearPolicy(endpoint.virtualHost(), names.prefix() + policy)));
        askAll(litter.removal());
        litter.forget();
        shared.clear();
    }

    /**
     * Asks until each is answered or refused for good. The queue of a client that is just leaving is still locked, and the error takes the
     * answers of all that come after it; other refusals stay: some brokers do not delete what is not there.
     */
    private void askAll(List<WireWriter> methods) {
        long deadline = System.nanoTime() + (unanswered ? MOST_TO_CLEAR_AFTER_SILENCE : MOST_TO_CLEAR).toNanos();
        List<WireWriter> left = methods;
        WireWriter suspect = null;
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            List<WireWriter> refused = new ArrayList<>();
            WireClient client = control();
            client.openQuietly(OWN_CHANNEL);
            left.forEach(method -> client.ask(OWN_CHANNEL, method, answer -> {
                if (answer.isEmpty()) {
                    refused.add(method);
                }
            }));
            client.flush();
            if (!client.readUntil(client::isAnswered, deadline) && client.isOpen()) {
                unanswered = true;
                client.drop();
            }
            if (!refused.isEmpty()) {
                client.readOne(Duration.ofMillis(5));
                // Asked first and refused twice: it is not the end of an old connection that took its answer.
                boolean isLocked = client.isOpen() && client.lastCode() == LOCKED;
                if (refused.get(0).equals(suspect) && !isLocked) {
                    refused.remove(0);
                }
            }
            suspect = refused.isEmpty() ? null : refused.get(0);
            left = refused;
        }
    }

    /** Clears up and closes all connections. */
    @Override
    public void close() {
        clear();
        idle.forEach(WireClient::drop);
        idle.clear();
        if (control != null) {
            control.drop();
        }
    }
}
