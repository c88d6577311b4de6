package dev.touchstone.suite.model;

import dev.touchstone.suite.script.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What queues do with messages: take, deliver, expire, drop, pass on when they die. */
final class Queues {
    private static final String DROP_HEAD = "drop-head";
    private static final String DEAD_LETTERS = "dead-letter-exchange";

    /** A dead letter on its way. */
    record Letter(String from, ModelQueue target, Message message) {}

    private final State state;

    Queues(State state) {
        this.state = state;
    }

    /**
     * A message arrives.
     *
     * @param writer who sends it: a channel or another queue
     * @return false if a full queue refuses it
     */
    boolean enqueue(ModelQueue queue, Message message, String writer, Turn turn) {
        turn.wrote(queue.name, writer);
        String overflow = state.word(queue, "overflow").orElse(DROP_HEAD);
        if (!overflow.equals(DROP_HEAD) && isOver(queue, 1, message.size())) {
            if (overflow.equals("reject-publish-dlx")) {
                deadLetter(queue, message, "maxlen", turn);
            }
            return false;
        }
        Optional<Long> ttl = state.least(queue, "message-ttl");
        Optional<Long> shorter =
                message.ttl().filter(own -> ttl.isEmpty() || own < ttl.get()).or(() -> ttl);
        boolean wasEmpty = queue.isEmpty();
        Entry entry = new Entry(
                message,
                queue.nextPosition(),
                false,
                shorter.map(millis -> state.now() + millis).orElse(Entry.NEVER));
        queue.add(entry);
        if (wasEmpty && !queue.readyConsumers().isEmpty()) {
            pump(queue, turn);
        } else {
            dropHead(queue, turn);
            expire(queue, turn);
        }
        return true;
    }

    private boolean isOver(ModelQueue queue, int more, long octets) {
        Optional<Long> length = state.least(queue, "max-length");
        Optional<Long> bytes = state.least(queue, "max-length-bytes");
        return (length.isPresent() && queue.size() + more > length.get())
                || (bytes.isPresent() && queue.octets() + octets > bytes.get());
    }

    /** A length limit takes the head, whatever arrived last (LEN-01, PRIO-10). */
    void dropHead(ModelQueue queue, Turn turn) {
        boolean drops = state.word(queue, "overflow").orElse(DROP_HEAD).equals(DROP_HEAD);
        while (drops && !queue.isEmpty() && isOver(queue, 0, 0)) {
            deadLetter(queue, queue.take().message(), "maxlen", turn);
        }
    }

    /**
     * Time passed, or a message came. RabbitMQ 3.10.8 neither looks at one that overtakes by its priority nor sets a timer for it: when it
     * is gone is anybody's guess.
     */
    void expire(ModelQueue queue, Turn turn) {
        if (!queue.isEmpty() && queue.head().expiresAt() <= state.now() && queue.headOvertook()) {
            turn.race();
        }
        dropExpired(queue, turn);
    }

    /** Only the head is looked at (TTL-05). */
    void dropExpired(ModelQueue queue, Turn turn) {
        while (!queue.isEmpty() && queue.head().expiresAt() <= state.now()) {
            deadLetter(queue, queue.take().message(), "expired", turn);
        }
    }

    /** Back to their places; then limits, expiry and consumers see them. */
    void requeue(List<Held> deliveries, String writer, Turn turn) {
        for (ModelQueue queue : queuesOf(deliveries)) {
            turn.wrote(queue.name, writer);
            if (!queue.consumers.isEmpty() || state.word(queue, DEAD_LETTERS).isPresent()) {
                watchGroups(deliveries, queue, turn);
                watchLimits(deliveries, queue, turn);
            }
            deliveries.stream()
                    .filter(one -> one.queue() == queue)
                    .forEach(one -> queue.add(one.entry().again()));
            dropHead(queue, turn);
            dropExpired(queue, turn);
            pump(queue, turn);
        }
    }

    /**
     * They die: to their dead-letter exchanges in the order of the queue, priorities included (DLX-17), or nowhere.
     *
     * @return the letters, which are on their way: a queue gives what waits to whoever has room now before it sees its own
     */
    List<Letter> reject(List<Held> deliveries, Turn turn) {
        List<Letter> letters = new ArrayList<>();
        for (ModelQueue queue : queuesOf(deliveries)) {
            if (state.word(queue, DEAD_LETTERS).isPresent()) {
                watchGroups(deliveries, queue, turn);
            }
            deliveries.stream()
                    .filter(one -> one.queue() == queue)
                    .sorted(Comparator.comparingLong((Held one) -> queue.priority(one.entry()))
                            .reversed()
                            .thenComparing(Held::tag))
                    .forEach(one -> letters.addAll(letters(queue, one.entry().message(), "rejected", turn)));
        }
        return letters;
    }

    /** Which of several consumers has room first decides who gets what waits, whatever their priorities are. */
    void watchPriorities(List<Held> deliveries, Turn turn) {
        for (ModelQueue queue : queuesOf(deliveries)) {
            long priorities = deliveries.stream()
                    .filter(one -> one.queue() == queue && one.consumer() != null)
                    .map(one -> one.consumer().priority())
                    .distinct()
                    .count();
            if (priorities > 1 && !queue.isEmpty()) {
                turn.race();
            }
        }
    }

    /** A channel settles the deliveries of each consumer apart, in an order of its own. */
    private static void watchGroups(List<Held> deliveries, ModelQueue queue, Turn turn) {
        long groups = deliveries.stream()
                .filter(one -> one.queue() == queue)
                .map(one -> Optional.ofNullable(one.consumer()))
                .distinct()
                .count();
        if (groups > 1) {
            turn.race();
        }
    }

    /** Whether the limit of a channel or the queue learns first of what comes back decides who of several channels gets it. */
    private static void watchLimits(List<Held> deliveries, ModelQueue queue, Turn turn) {
        boolean contested = deliveries.stream()
                .filter(one -> one.queue() == queue && one.consumer() != null)
                .map(one -> one.consumer().channel())
                .anyMatch(channel ->
                        channel.limit() > 0 && queue.consumers.stream().anyMatch(other -> other.channel() != channel));
        if (contested) {
            turn.race();
        }
    }

    /** The living queues of these deliveries; a deleted one has lost its messages. */
    List<ModelQueue> queuesOf(List<Held> deliveries) {
        return deliveries.stream()
                .map(Held::queue)
                .distinct()
                .filter(queue -> state.queues.get(queue.name) == queue)
                .toList();
    }

    /** Delivers while there is something and somebody who takes it. */
    void pump(ModelQueue queue, Turn turn) {
        List<ModelConsumer> ready = queue.readyConsumers();
        while (!queue.isEmpty() && !ready.isEmpty()) {
            ModelConsumer consumer = ready.get(0);
            Entry entry = queue.take();
            if (ready.size() > 1) {
                List<String> tags = ready.stream().map(ModelConsumer::tag).toList();
                String chosen = turn.chooser.choose(queue.name, entry.message().id(), tags);
                consumer = ready.get(Math.max(0, tags.indexOf(chosen)));
            }
            ModelChannel channel = consumer.channel();
            channel.deliver(queue, entry, consumer, consumer.noAck());
            turn.emit(describe(
                    Event.of(
                            channel.where,
                            Event.Kind.DELIVER,
                            consumer.tag(),
                            entry.message().id()),
                    entry));
            dropExpired(queue, turn);
            ready = queue.readyConsumers();
        }
    }

    /** Room was made on a channel: its queues deliver. Who is first, where its consumers share a limit, is not promised. */
    void resume(ModelChannel channel, Turn turn) {
        List<ModelQueue> served = channel.consumers.values().stream()
                .map(ModelConsumer::queue)
                .distinct()
                .toList();
        long able = served.stream()
                .filter(queue -> !queue.isEmpty() && !queue.readyConsumers().isEmpty())
                .count();
        if (able > 1 && channel.limit() > 0) {
            turn.race();
        }
        served.forEach(queue -> pump(queue, turn));
    }

    /** What a delivery, a get or a return shows of a message besides its body. */
    static Event describe(Event event, Entry entry) {
        Event shown = entry.redelivered() ? event.with(Event.REDELIVERED, true) : event;
        Message message = entry.message();
        if (!message.deaths().isEmpty()) {
            shown = shown.with("exchange", message.exchange())
                    .with("key", message.keys().get(0))
                    .with(
                            "death",
                            message.deaths().stream()
                                    .map(death -> (Object) death.toString())
                                    .toList());
        }
        return shown;
    }

    private void deadLetter(ModelQueue queue, Message message, String reason, Turn turn) {
        letters(queue, message, reason, turn).forEach(letter -> arrive(letter, turn));
    }

    /** A dead letter comes to where it goes. */
    void arrive(Letter letter, Turn turn) {
        if (state.queues.get(letter.target().name) == letter.target()) {
            enqueue(letter.target(), letter.message(), "queue " + letter.from(), turn);
        }
    }

    private List<Letter> letters(ModelQueue queue, Message message, String reason, Turn turn) {
        Optional<String> wanted = state.word(queue, DEAD_LETTERS);
        if (wanted.isPresent()) {
            // Even if it goes nowhere now: the queue looks a little later, and the next step may have made a way.
            turn.ripple();
        }
        Optional<String> exchange = wanted.filter(state.exchanges::containsKey);
        if (exchange.isEmpty()) {
            return List.of();
        }
        Message dead = message.died(queue.name, reason, exchange.get(), state.word(queue, "dead-letter-routing-key"));
        List<ModelQueue> targets = new ArrayList<>(state.route(exchange.get(), dead.keys(), dead.headers()));
        if (!reason.equals("rejected")) {
            targets.removeIf(target -> dead.wouldCycleTo(target.name));
        }
        return targets.stream()
                .map(target -> new Letter(queue.name, target, dead))
                .toList();
    }
}
