package dev.touchstone.broker.vhost;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A virtual host {@code v} with two connections of guest, a clock that the test moves and short words for what clients do. */
final class Host implements VhostEffects {
    final AuthStore users = AuthStore.withGuest(() -> 7);
    final VirtualHost vhost;
    final Caller caller;
    final Caller other;
    long now = 1_000_000;
    private long wakeAt = Long.MAX_VALUE;
    private boolean soon;
    private int names;

    Host() {
        vhost = new VirtualHost("v", EnumSet.allOf(ExchangeType.class), this, () -> "name" + names++);
        users.setPermissions("guest", "v", Permissions.ALL);
        caller = new Caller(new Object(), users.access("guest", "v"));
        other = new Caller(new Object(), users.access("guest", "v"));
    }

    /** A connection of a user with these permissions and no others. */
    Caller restricted(String configure, String write, String read) {
        users.addUser("u", "p");
        users.setPermissions("u", "v", Permissions.of(configure, write, read));
        return new Caller(new Object(), users.access("u", "v"));
    }

    static FieldTable arguments(Object... namesAndValues) {
        FieldTable.Builder builder = FieldTable.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            if (namesAndValues[i + 1] instanceof Integer number) {
                builder.integer(name, number);
            } else if (namesAndValues[i + 1] instanceof Boolean bool) {
                builder.bool(name, bool);
            } else {
                builder.text(name, (String) namesAndValues[i + 1]);
            }
        }
        return builder.build();
    }

    static ExchangeDeclaration exchange(String name, String type, Object... arguments) {
        return new ExchangeDeclaration(name, type, false, false, false, false, arguments(arguments));
    }

    static ExchangeDeclaration passive(String name) {
        return new ExchangeDeclaration(name, "", true, false, false, false, FieldTable.EMPTY);
    }

    static QueueDeclaration queue(String name, Object... arguments) {
        return new QueueDeclaration(name, false, false, false, false, arguments(arguments));
    }

    static QueueDeclaration exclusive(String name) {
        return new QueueDeclaration(name, false, false, true, false, FieldTable.EMPTY);
    }

    static QueueDeclaration passiveQueue(String name) {
        return new QueueDeclaration(name, true, false, false, false, FieldTable.EMPTY);
    }

    void declare(String name, String type, Object... arguments) throws ProtocolException {
        vhost.declareExchange(caller, exchange(name, type, arguments));
    }

    QueueMachine declareQueue(String name, Object... arguments) throws ProtocolException {
        return vhost.declareQueue(caller, queue(name, arguments), now);
    }

    void bind(String queue, String exchange, String key) throws ProtocolException {
        vhost.bindQueue(caller, queue, exchange, key, FieldTable.EMPTY);
    }

    void bindExchange(String destination, String source, String key) throws ProtocolException {
        vhost.bindExchange(caller, destination, source, key, FieldTable.EMPTY);
    }

    /** The names of the queues that a message reaches, in no order that matters. */
    List<String> routed(String exchange, String key, String... senderKeys) throws ProtocolException {
        Message message = Message.of(Address.of(exchange, key), BasicProperties.NONE, new byte[0]);
        return routed(message.with(message.address(), message.properties(), List.of(senderKeys)));
    }

    List<String> routed(Message message) throws ProtocolException {
        Routes routes = vhost.route(caller, message, now);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            names.add(routes.get(i).name());
        }
        names.sort(null);
        return names;
    }

    void publish(String exchange, String key, BasicProperties properties, String body) throws ProtocolException {
        Message message = Message.of(Address.of(exchange, key), properties, body.getBytes(StandardCharsets.UTF_8));
        for (QueueMachine queue : vhost.route(caller, message, now).copy()) {
            queue.publish(message, null, 0, now);
        }
    }

    void publish(String exchange, String key, String... bodies) throws ProtocolException {
        for (String body : bodies) {
            publish(exchange, key, BasicProperties.NONE, body);
        }
    }

    QueueMachine known(String name) {
        QueueMachine queue = vhost.queue(name);
        if (queue == null) {
            throw new AssertionError("no queue " + name);
        }
        return queue;
    }

    QueuedMessage take(String queue) {
        QueuedMessage message = known(queue).get(false, now);
        if (message == null) {
            throw new AssertionError("queue " + queue + " is empty");
        }
        return message;
    }

    /** Rejects the next message of a queue without requeue. */
    void reject(String queue) {
        known(queue).reject(List.of(take(queue)), now);
        known(queue).settleDeaths(now);
    }

    void advance(long millis) {
        long until = now + millis;
        while (soon || wakeAt <= until) {
            if (!soon) {
                now = Math.max(now, wakeAt);
                wakeAt = Long.MAX_VALUE;
            }
            soon = false;
            vhost.onWake(now);
        }
        now = until;
    }

    static void refused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOf(ChannelException.class).hasMessage(text);
    }

    @Override
    public void wakeAt(long atMillis) {
        wakeAt = atMillis;
    }

    @Override
    public void wakeSoon() {
        soon = true;
    }
}
