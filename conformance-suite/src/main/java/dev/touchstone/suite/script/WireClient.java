package dev.touchstone.suite.script;

import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Probe;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a script: sends steps, many in one go, and turns what comes into events. Reading happens only when it is asked
 * for. Not for use by two threads.
 */
final class WireClient {
    /** Names that brokers of RabbitMQ's dialect make begin so (QUEUE-02). */
    private static final String GENERATED = "amq.gen-";

    private final Probe probe;
    private final StepEncoder encoder;
    private final Deliveries deliveries;
    private final Consumer<Event> sink;
    private final Map<Integer, WireChannel> channels = new HashMap<>();
    private final Map<Integer, Content> contents = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String name;
    private boolean open = true;
    private boolean closing;
    private boolean owner;
    private long lastCode;

    /** A content that is coming in. */
    private static final class Content {
        final MethodFields method;
        final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Nullable
        WireFrame header;

        Content(MethodFields method) {
            this.method = method;
        }
    }

    /** @param probe a connection that is open */
    WireClient(String name, Probe probe, StepEncoder encoder, Deliveries deliveries, Consumer<Event> sink) {
        this.name = name;
        this.probe = probe;
        this.encoder = encoder;
        this.deliveries = deliveries;
        this.sink = sink;
    }

    /** Another part in another script. */
    void rename(String other) {
        name = other;
    }

    boolean isOpen() {
        return open;
    }

    /** True if it declared an exclusive queue, which lives as long as its connection. */
    boolean isOwner() {
        return owner;
    }

    /** The reply code of the last close of a channel by the broker. */
    long lastCode() {
        return lastCode;
    }

    List<Integer> channels() {
        return List.copyOf(channels.keySet());
    }

    @Nullable
    WireChannel channel(int number) {
        return channels.get(number);
    }

    // --- sending ----------------------------------------------------------------------------------------------------

    /** Puts the frames of a step behind what waits to be sent. */
    void say(Step step, long tag) {
        if (!open) {
            return;
        }
        switch (step.verb()) {
            case CUT -> drop();
            case DISCONNECT -> {
                closing = true;
                out.writeBytes(StepEncoder.method(
                        0,
                        StepEncoder.start(10, 50)
                                .shortInt(200)
                                .shortString("done")
                                .shortInt(0)
                                .shortInt(0)));
            }
            case CONNECT -> sink.accept(Event.of(name, Event.Kind.OK));
            default -> sayOnChannel(step, tag);
        }
    }

    private void sayOnChannel(Step step, long tag) {
        if (step.verb() == Verb.OPEN) {
            channels.computeIfAbsent(step.channel(), WireChannel::new);
        }
        WireChannel channel = channels.get(step.channel());
        if (channel != null) {
            if (step.verb() == Verb.CONFIRM_SELECT) {
                channel.confirms();
            } else if (step.verb() == Verb.PUBLISH) {
                deliveries.published(step);
                channel.published(step.operand(2));
            }
            if (step.isAnswered()) {
                channel.pending.add(new WireChannel.Pending(Optional.of(step), ignored -> {}));
            }
        }
        owner |= step.flag("exclusive") && step.verb() == Verb.QUEUE_DECLARE;
        out.writeBytes(encoder.encode(step, tag));
    }

    /** Asks something of the runner's own; the answer is empty if the channel closes instead, or was told to. */
    void ask(int number, WireWriter method, Consumer<Optional<MethodFields>> answer) {
        WireChannel channel = channels.get(number);
        if (channel != null && open && !channel.isLeaving()) {
            channel.pending.add(new WireChannel.Pending(Optional.empty(), answer));
            out.writeBytes(StepEncoder.method(number, method));
        } else {
            answer.accept(Optional.empty());
        }
    }

    /** Opens a channel of the runner's own. */
    void openQuietly(int number) {
        if (open && !channels.containsKey(number)) {
            channels.put(number, new WireChannel(number));
            ask(number, StepEncoder.start(20, 10).shortString(""), ignored -> {});
        }
    }

    void flush() {
        if (out.size() > 0) {
            probe.send(out.toByteArray());
            out.reset();
        }
    }

    // --- receiving --------------------------------------------------------------------------------------------------

    /** Takes in what comes until that holds, the connection ends or the time is over; true if it holds. */
    boolean readUntil(BooleanSupplier done, long deadlineNanos) {
        while (open && !done.getAsBoolean()) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0 || !readOne(Duration.ofNanos(left))) {
                return done.getAsBoolean();
            }
        }
        return done.getAsBoolean();
    }

    /** True if the reply to some step may be overtaken by the reply to what would be asked now. */
    boolean awaitsLateAnswer() {
        return channels.values().stream()
                .flatMap(channel -> channel.pending.stream())
                .anyMatch(one ->
                        one.step().filter(step -> step.verb().isAnsweredLate()).isPresent());
    }

    boolean isAnswered() {
        return !closing && channels.values().stream().allMatch(channel -> channel.pending.isEmpty());
    }

    /** Takes in the next frame; false if none comes in that time. */
    boolean readOne(Duration within) {
        ProbeEvent event = probe.next(within);
        if (event instanceof ProbeEvent.Silence) {
            return false;
        }
        if (event instanceof ProbeEvent.Frame frame) {
            take(frame.frame());
        } else if (open) {
            sink.accept(closing ? Event.of(name, Event.Kind.OK) : Event.of(name, Event.Kind.END));
            drop();
        }
        return true;
    }

    private void take(WireFrame frame) {
        if (frame.type() == WireFrame.METHOD) {
            MethodFields method = frame.method();
            if (frame.channel() == 0) {
                onConnection(method);
            } else {
                onChannel(frame.channel(), method);
            }
            return;
        }
        Content content = contents.get(frame.channel());
        if (content == null || frame.isHeartbeat()) {
            return;
        }
        if (frame.type() == WireFrame.HEADER) {
            content.header = frame;
        } else {
            content.body.writeBytes(frame.payload());
        }
        WireFrame header = content.header;
        if (header != null && content.body.size() >= header.bodySize()) {
            contents.remove(frame.channel());
            arrived(frame.channel(), content, header);
        }
    }

    private void onConnection(MethodFields method) {
        if (method.name().equals("connection.close")) {
            sink.accept(closed(name, Event.Kind.CONNECTION_CLOSED, method));
            probe.send(StepEncoder.method(0, StepEncoder.start(10, 51)));
            drop();
        } else if (method.name().equals("connection.close-ok")) {
            sink.accept(Event.of(name, Event.Kind.OK));
            drop();
        }
    }

    private static Event closed(String where, Event.Kind kind, MethodFields close) {
        String failing = dev.touchstone.suite.probe.Grammar.nameOf(
                (int) close.number("class-id"), (int) close.number("method-id"));
        return Event.of(where, kind, Long.toString(close.number("reply-code")), failing);
    }

    private void onChannel(int number, MethodFields method) {
        WireChannel channel = channels.get(number);
        String where = name + "." + number;
        if (channel == null) {
            return;
        }
        switch (method.name()) {
            case "basic.deliver", "basic.get-ok", "basic.return" -> contents.put(number, new Content(method));
            case "basic.ack" -> confirm(channel, where, method, Event.Kind.CONFIRMED);
            case "basic.nack" -> confirm(channel, where, method, Event.Kind.REFUSED);
            case "basic.cancel" -> sink.accept(Event.of(where, Event.Kind.CANCELLED, method.text("consumer-tag")));
            case "channel.close" -> {
                boolean ours =
                        channel.pending.stream().anyMatch(one -> one.step().isPresent()) || number != Stage.OWN_CHANNEL;
                channels.remove(number);
                contents.remove(number);
                if (ours) {
                    sink.accept(closed(where, Event.Kind.CLOSED, method));
                }
                lastCode = method.number("reply-code");
                channel.close();
                probe.send(StepEncoder.method(number, StepEncoder.start(20, 41)));
            }
            default -> answer(channel, where, method);
        }
    }

    private void answer(WireChannel channel, String where, MethodFields method) {
        WireChannel.Pending asked = channel.pending.poll();
        if (asked == null) {
            sink.accept(Event.of(where, Event.Kind.OK).with(Event.ALTERED, "nobody asked for " + method.name()));
            return;
        }
        asked.answer().accept(Optional.of(method));
        asked.step().ifPresent(step -> {
            if (step.verb() == Verb.CLOSE) {
                channels.remove(channel.number);
            }
            sink.accept(reply(step, method));
        });
    }

    private Event reply(Step step, MethodFields method) {
        if (method.name().equals("basic.get-empty") && step.verb() == Verb.GET) {
            return Event.of(step.where(), Event.Kind.EMPTY);
        }
        Event ok = Event.of(step.where(), Event.Kind.OK);
        if (!method.name().equals(step.verb().method() + "-ok")) {
            return ok.with(Event.ALTERED, method.name() + " as the reply");
        }
        return switch (step.verb()) {
            case QUEUE_DECLARE -> declared(ok, step, method);
            case QUEUE_DELETE, QUEUE_PURGE -> ok.with("messages", method.number("message-count"));
            default -> ok;
        };
    }

    private Event declared(Event ok, Step step, MethodFields method) {
        String name = method.text("queue");
        boolean generated = step.flag(Verb.SERVER_NAMED);
        if (generated) {
            encoder.learn(step, name);
        }
        Event counted =
                ok.with("messages", method.number("message-count")).with("consumers", method.number("consumer-count"));
        return generated && !name.startsWith(GENERATED) ? counted.with(Event.ALTERED, "name " + name) : counted;
    }

    private void confirm(WireChannel channel, String where, MethodFields method, Event.Kind kind) {
        long last = method.number("delivery-tag");
        List<Long> all = method.flag("multiple")
                ? List.copyOf((last == 0 ? channel.unconfirmed : channel.unconfirmed.headMap(last, true)).keySet())
                : channel.unconfirmed.containsKey(last) ? List.of(last) : List.of();
        if (all.isEmpty()) {
            sink.accept(Event.of(where, kind, "#" + last).with(Event.ALTERED, "nothing to confirm"));
        }
        all.forEach(number -> sink.accept(Event.of(where, kind, channel.answered(number))));
    }

    private void arrived(int number, Content content, WireFrame header) {
        WireChannel channel = channels.get(number);
        if (channel == null) {
            return;
        }
        String where = name + "." + number;
        byte[] body = content.body.toByteArray();
        String id = StepEncoder.idOf(body);
        MethodFields method = content.method;
        List<String> wrong = new ArrayList<>();
        if (!method.name().equals("basic.return") && !channel.delivered(id, method.number("delivery-tag"))) {
            wrong.add("delivery tag " + method.number("delivery-tag"));
        }
        Event event = switch (method.name()) {
            case "basic.deliver" -> Event.of(where, Event.Kind.DELIVER, method.text("consumer-tag"), id);
            case "basic.return" -> Event.of(where, Event.Kind.RETURN, Long.toString(method.number("reply-code")), id);
            default -> Event.of(where, Event.Kind.GOT, id).with("left", method.number("message-count"));
        };
        if (event.kind() == Event.Kind.GOT) {
            channel.pending.poll();
        } else if (event.kind() == Event.Kind.RETURN && channel.isAnswered(id)) {
            wrong.add("the return comes after its confirm");
        }
        sink.accept(deliveries.describe(event, method, header.properties(), body, wrong));
    }

    /** The connection is no more. */
    void drop() {
        open = false;
        closing = false;
        out.reset();
        List.copyOf(channels.values()).forEach(WireChannel::close);
        channels.clear();
        contents.clear();
        probe.close();
    }
}
