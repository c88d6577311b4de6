package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A consumer that keeps what it gets, in order. */
public final class Inbox extends DefaultConsumer {
    private static final String CANCELLED = "cancelled by the broker";

    private final Duration patience;
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> tag = new CompletableFuture<>();

    Inbox(Channel channel, Duration patience) {
        super(channel);
        this.patience = patience;
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        events.add(new Delivery(envelope, properties, body));
    }

    @Override
    public void handleCancel(String consumerTag) throws IOException {
        events.add(CANCELLED);
    }

    @Override
    public void handleConsumeOk(String consumerTag) {
        super.handleConsumeOk(consumerTag);
        tag.complete(consumerTag);
    }

    /** The consumer tag in force. The client tells it on a thread of its own, maybe after {@code basicConsume} has returned. */
    public String tag() {
        try {
            return tag.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Finding("a consumer tag", "no basic.consume-ok in " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while waiting for a consumer tag", e);
        }
    }

    /** The next delivery; a finding if none comes in time. */
    public Delivery next() {
        Object event = poll(patience);
        if (event instanceof Delivery delivery) {
            return delivery;
        }
        throw new Finding("a delivery", event == null ? "nothing in " + patience.toMillis() + " ms" : event.toString());
    }

    /** The next deliveries' bodies as text. */
    public List<String> bodies(int count) {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(text(next()));
        }
        return bodies;
    }

    /** The next deliveries. */
    public List<Delivery> take(int count) {
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deliveries.add(next());
        }
        return deliveries;
    }

    /** Deliveries that are here and not yet taken. */
    public int waiting() {
        return events.size();
    }

    /**
     * Expects that no delivery has come once everything that the broker did before is here: a synchronous method on the consumer's
     * channel is the barrier.
     */
    public void expectNothing() throws IOException {
        getChannel().basicQos(0, 0, false);
        Object event = poll(Duration.ofMillis(30));
        if (event != null) {
            throw new Finding("no delivery", show(event));
        }
    }

    /** A delivery's body as text. */
    public static String text(Delivery delivery) {
        return new String(delivery.getBody(), StandardCharsets.UTF_8);
    }

    private static String show(Object event) {
        return event instanceof Delivery delivery
                ? "delivery " + delivery.getEnvelope() + " \"" + text(delivery) + '"'
                : event.toString();
    }

    private @org.jspecify.annotations.Nullable Object poll(Duration time) {
        try {
            return events.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while waiting for a delivery", e);
        }
    }
}
