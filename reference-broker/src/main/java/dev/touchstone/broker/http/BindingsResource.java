package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.vhost.Caller;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Bindings (MGMT-12, MGMT-13). */
final class BindingsResource {
    private static final int MAX_KEY = 255;

    private final Site site;

    BindingsResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("bindings", this::bindings)
                .get("bindings/:vhost", this::bindings)
                .get("bindings/:vhost/e/:source/:type/:destination", this::between)
                .post("bindings/:vhost/e/:source/:type/:destination", this::bind)
                .get("bindings/:vhost/e/:source/:type/:destination/:props", this::binding)
                .delete("bindings/:vhost/e/:source/:type/:destination/:props", this::unbind)
                .get("queues/:vhost/:queue/bindings", this::ofQueue)
                .get("exchanges/:vhost/:exchange/bindings/source", this::fromExchange)
                .get("exchanges/:vhost/:exchange/bindings/destination", this::toExchange);
    }

    private Reply list(Call call, List<VhostRoom> rooms, Predicate<Census.BindingFacts> wanted) {
        List<Listing.Row> rows = new ArrayList<>();
        for (VhostRoom room : rooms) {
            for (Census.BindingFacts binding : site.census().bindings(room)) {
                if (wanted.test(binding)) {
                    String sort = binding.source() + "\0" + binding.destination();
                    rows.add(new Listing.Row(room.name(), sort, () -> ObjectDocs.binding(room.name(), binding)));
                }
            }
        }
        return new Listing(call.query()).of(rows);
    }

    private Reply bindings(Call call) {
        return list(call, site.allSeen(call), binding -> true);
    }

    private Reply ofQueue(Call call) {
        VhostRoom room = site.seen(call);
        String queue = call.at("queue");
        if (site.census().queue(room, queue) == null) {
            throw ApiException.notFound();
        }
        return list(
                call,
                List.of(room),
                binding -> binding.toQueue() && binding.destination().equals(queue));
    }

    private Reply fromExchange(Call call) {
        VhostRoom room = site.seen(call);
        String exchange = existing(room, call);
        return list(call, List.of(room), binding -> binding.source().equals(exchange));
    }

    private Reply toExchange(Call call) {
        VhostRoom room = site.seen(call);
        String exchange = existing(room, call);
        return list(
                call,
                List.of(room),
                binding -> !binding.toQueue() && binding.destination().equals(exchange));
    }

    private String existing(VhostRoom room, Call call) {
        String exchange = ExchangesResource.name(call.at("exchange"));
        if (site.census().exchange(room, exchange) == null) {
            throw ApiException.notFound();
        }
        return exchange;
    }

    /** The two ends that a path names. */
    private record Ends(String source, String destination, boolean toQueue) {
        static Ends of(Call call) {
            String type = call.at("type");
            if (!type.equals("q") && !type.equals("e")) {
                throw ApiException.notFound();
            }
            boolean toQueue = type.equals("q");
            String destination = call.at("destination");
            return new Ends(
                    ExchangesResource.name(call.at("source")),
                    toQueue ? destination : ExchangesResource.name(destination),
                    toQueue);
        }

        boolean are(Census.BindingFacts binding) {
            return binding.toQueue() == toQueue
                    && binding.source().equals(source)
                    && binding.destination().equals(destination);
        }
    }

    private Reply between(Call call) {
        Ends ends = Ends.of(call);
        VhostRoom room = site.seen(call);
        List<Doc> docs = site.census().bindings(room).stream()
                .filter(ends::are)
                .map(binding -> ObjectDocs.binding(room.name(), binding))
                .toList();
        return Reply.of(docs);
    }

    private Census.BindingFacts named(VhostRoom room, Ends ends, String props) {
        return site.census().bindings(room).stream()
                .filter(ends::are)
                .filter(binding -> isNamed(binding, props))
                .findFirst()
                .orElseThrow(ApiException::notFound);
    }

    /** The part of the path was decoded once; the key in it may be encoded once more, or not. */
    private static boolean isNamed(Census.BindingFacts binding, String props) {
        String name = ObjectDocs.propertiesKey(binding);
        return name.equals(props)
                || binding.arguments().isEmpty() && binding.routingKey().equals(props);
    }

    private Reply binding(Call call) {
        VhostRoom room = site.seen(call);
        return new Listing(call.query())
                .of(ObjectDocs.binding(room.name(), named(room, Ends.of(call), call.at("props"))));
    }

    private Reply bind(Call call) {
        Body body = call.body();
        Ends ends = Ends.of(call);
        String key = body.text("routing_key", "");
        if (key.length() > MAX_KEY) {
            throw ApiException.badRequest("the routing key has more than 255 octets");
        }
        FieldTable arguments = body.table("arguments");
        site.asClient(call, (room, caller) -> {
            bind(room, caller, ends, key, arguments);
            return ends;
        });
        Census.BindingFacts made =
                new Census.BindingFacts(ends.source, ends.destination, ends.toQueue, key, sorted(arguments));
        return Reply.empty(201)
                .with(
                        "location",
                        ObjectDocs.inPath(ends.destination) + "/" + ObjectDocs.inPath(ObjectDocs.propertiesKey(made)));
    }

    /** As a binding keeps them. */
    private static FieldTable sorted(FieldTable arguments) {
        List<FieldTable.Entry> entries = new ArrayList<>(arguments.entries());
        entries.sort((a, b) -> a.name().compareTo(b.name()));
        return FieldTable.of(entries);
    }

    private static void bind(VhostRoom room, Caller caller, Ends ends, String key, FieldTable arguments)
            throws ProtocolException {
        if (ends.toQueue) {
            room.vhost().bindQueue(caller, ends.destination, ends.source, key, arguments);
        } else {
            room.vhost().bindExchange(caller, ends.destination, ends.source, key, arguments);
        }
    }

    private Reply unbind(Call call) {
        Ends ends = Ends.of(call);
        String props = call.at("props");
        site.asClient(call, (room, caller) -> {
            Binding binding = room.vhost().bindings().stream()
                    .filter(each -> ends.are(Census.BindingFacts.of(each)))
                    .filter(each -> isNamed(Census.BindingFacts.of(each), props))
                    .findFirst()
                    .orElseThrow(ApiException::notFound);
            if (ends.toQueue) {
                room.vhost()
                        .unbindQueue(caller, ends.destination, ends.source, binding.routingKey(), binding.arguments());
            } else {
                room.vhost()
                        .unbindExchange(
                                caller, ends.destination, ends.source, binding.routingKey(), binding.arguments());
            }
            return ends;
        });
        return Reply.done();
    }
}
