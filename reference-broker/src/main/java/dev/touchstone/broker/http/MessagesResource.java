package dev.touchstone.broker.http;

import dev.touchstone.broker.channel.DirectPublish;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.vhost.Caller;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.PlainValues;
import dev.touchstone.broker.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single messages by hand: publish and get (MGMT-09, MGMT-10). */
final class MessagesResource {
    private static final int MAX_SHORT = 255;
    private static final int TURN_MESSAGES = 500;

    private final Site site;

    MessagesResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.post("exchanges/:vhost/:exchange/publish", this::publish).post("queues/:vhost/:queue/get", this::get);
    }

    private Reply publish(Call call) {
        Body body = call.body().require("routing_key", "properties", "payload", "payload_encoding");
        String key = body.text("routing_key", "");
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_SHORT) {
            throw ApiException.badRequest("the routing key has more than 255 octets");
        }
        byte[] payload = payload(body.text("payload_encoding", ""), body.text("payload", ""));
        BasicProperties properties = properties(new Body(body.map("properties")));
        Address address = Address.of(ExchangesResource.name(call.at("exchange")), key);
        boolean routed = site.asClient(call, (room, caller) -> {
            if (room.vhost().exchange(address.exchange()) == null) {
                throw noExchange(address, room);
            }
            try {
                return new DirectPublish(room.scope(), caller).publish(address, properties, payload);
            } catch (ChannelException e) {
                // Told in the words of AMQP, whatever it is (TAG-04).
                throw ApiException.badRequest(e.code().code() + " " + e.getMessage());
            }
        });
        return Reply.of(new Doc().with("routed", routed));
    }

    /** 3.10 calls it a mistake in the request. */
    private ApiException noExchange(Address address, VhostRoom room) {
        return site.dialect() == Dialect.RABBITMQ_3
                ? ApiException.badRequest(
                        "404 NOT_FOUND - no exchange '" + address.exchange() + "' in vhost '" + room.name() + "'")
                : ApiException.notFound();
    }

    private static byte[] payload(String encoding, String payload) {
        if (encoding.equals("string")) {
            return payload.getBytes(StandardCharsets.UTF_8);
        } else if (!encoding.equals("base64")) {
            throw ApiException.badTerm("unsupported_encoding", encoding);
        }
        try {
            return Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            throw ApiException.badTerm("not_base64", payload);
        }
    }

    static BasicProperties properties(Body wanted) {
        BasicProperties properties = BasicProperties.NONE;
        for (Property property : Property.values()) {
            String name = property.name().toLowerCase(Locale.ROOT);
            if (wanted.has(name)) {
                properties = properties.with(property, value(wanted, property, name));
            }
        }
        return properties;
    }

    private static @Nullable Object value(Body wanted, Property property, String name) {
        return switch (property) {
            case HEADERS -> wanted.table(name);
            case DELIVERY_MODE, PRIORITY -> {
                long number = wanted.number(name, 0);
                if (number < 0 || number > MAX_SHORT) {
                    throw ApiException.badRequest(name + " should be from 0 to 255");
                }
                yield (int) number;
            }
            case TIMESTAMP -> wanted.number(name, 0);
            default -> wanted.text(name);
        };
    }

    private static Doc shown(BasicProperties properties) {
        Doc doc = new Doc();
        for (Property property : Property.values()) {
            Object value = properties.get(property);
            if (value != null) {
                doc.with(
                        property.name().toLowerCase(Locale.ROOT),
                        value instanceof FieldTable table ? PlainValues.of(table) : value);
            }
        }
        return doc;
    }

    /** How to get, as it was asked for. */
    private record Wanted(String queue, int count, boolean noAck, boolean requeue, boolean base64, int truncate) {}

    private Reply get(Call call) {
        Body body = call.body().require("count", "encoding");
        if (!body.has("ackmode") && !body.has("requeue")) {
            body.require("ackmode");
        }
        String mode = body.text("ackmode", body.flag("requeue", true) ? "ack_requeue_true" : "ack_requeue_false");
        boolean requeue = mode.endsWith("requeue_true");
        if (!List.of("ack_requeue_true", "ack_requeue_false", "reject_requeue_true", "reject_requeue_false")
                .contains(mode)) {
            throw ApiException.of(500, "Internal Server Error", "unknown ackmode " + mode);
        }
        String encoding = body.text("encoding", "auto");
        if (!encoding.equals("auto") && !encoding.equals("base64")) {
            throw ApiException.badRequest("unsupported encoding: " + encoding);
        }
        long count = body.number("count", 1);
        long truncate = body.number("truncate", Integer.MAX_VALUE);
        Wanted wanted = new Wanted(
                call.at("queue"),
                (int) Math.max(0, Math.min(count, TURN_MESSAGES)),
                mode.equals("ack_requeue_false"),
                requeue,
                encoding.equals("base64"),
                (int) Math.max(0, Math.min(truncate, Integer.MAX_VALUE)));
        return Reply.of(site.asClient(call, (room, caller) -> {
            List<Doc> docs = get(room, caller, wanted);
            room.relieve();
            return docs;
        }));
    }

    private static List<Doc> get(VhostRoom room, Caller caller, Wanted wanted) throws ProtocolException {
        long nowMillis = room.scope().nowMillis();
        if (room.vhost().queue(wanted.queue) == null) {
            throw ApiException.notFound();
        }
        QueueMachine queue = room.vhost().queueToRead(caller, wanted.queue);
        List<Doc> docs = new ArrayList<>();
        List<QueuedMessage> taken = new ArrayList<>();
        int again = 0;
        while (docs.size() < wanted.count) {
            QueuedMessage message = queue.get(wanted.noAck, nowMillis);
            if (message == null) {
                break;
            }
            again += message.redelivered() ? 1 : 0;
            docs.add(doc(message, queue, wanted));
            if (wanted.noAck) {
                message.message().release();
            } else {
                taken.add(message);
            }
        }
        if (wanted.requeue) {
            queue.requeue(taken, nowMillis);
        } else if (!wanted.noAck) {
            queue.reject(taken, nowMillis);
            queue.settleDeaths(nowMillis);
        }
        int empty = docs.size() < wanted.count ? 1 : 0;
        int got = wanted.noAck ? 0 : docs.size();
        room.scope().retire(new Traffic(0, 0, 0, 0, 0, 0, got, docs.size() - got, empty, 0, again));
        return docs;
    }

    private static Doc doc(QueuedMessage message, QueueMachine queue, Wanted wanted) {
        Message shown = message.shown();
        byte[] body = shown.body();
        byte[] some = body.length > wanted.truncate ? Arrays.copyOf(body, wanted.truncate) : body;
        String text = wanted.base64 ? null : text(some);
        Doc doc = new Doc()
                .with("payload_bytes", body.length)
                .with("redelivered", message.redelivered())
                .with("exchange", shown.exchange())
                .with("routing_key", shown.routingKey())
                .with("message_count", queue.messageCount())
                .with("properties", properties(shown))
                .with("payload", text == null ? Base64.getEncoder().encodeToString(some) : text)
                .with("payload_encoding", text == null ? "base64" : "string");
        shown.release();
        return doc;
    }

    /** RabbitMQ shows a message without properties with an empty list. */
    private static Object properties(Message message) {
        Map<String, Object> properties = shown(message.properties());
        return properties.isEmpty() ? List.of() : properties;
    }

    private static @Nullable String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
