package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.vhost.ExchangeDeclaration;
import java.util.ArrayList;
import java.util.List;

/** Exchanges: lists, one of them, declare, delete (MGMT-11). */
final class ExchangesResource {
    /** How the default exchange, which has no name, is called in a path. */
    static final String DEFAULT = "amq.default";

    private final Site site;

    ExchangesResource(Site site) {
        this.site = site;
    }

    private ObjectDocs docs(Call call) {
        return new ObjectDocs(site.sampler(), Ranges.of(call.query()));
    }

    void addTo(Router router) {
        router.get("exchanges", this::exchanges)
                .get("exchanges/:vhost", this::exchanges)
                .get("exchanges/:vhost/:exchange", this::exchange)
                .put("exchanges/:vhost/:exchange", this::declare)
                .delete("exchanges/:vhost/:exchange", this::delete);
    }

    static String name(String inPath) {
        return inPath.equals(DEFAULT) ? "" : inPath;
    }

    private Reply exchanges(Call call) {
        List<Listing.Row> rows = new ArrayList<>();
        ObjectDocs docs = docs(call);
        for (VhostRoom room : site.allSeen(call)) {
            PolicyBook policies = site.census().policies(room);
            for (Census.ExchangeFacts exchange : site.census().exchanges(room)) {
                rows.add(new Listing.Row(
                        room.name(), exchange.name(), () -> docs.exchange(room.name(), exchange, policies)));
            }
        }
        return new Listing(call.query()).of(rows);
    }

    private Reply exchange(Call call) {
        VhostRoom room = site.seen(call);
        Census.ExchangeFacts exchange = site.census().exchange(room, name(call.at("exchange")));
        if (exchange == null) {
            throw ApiException.notFound();
        }
        return new Listing(call.query())
                .of(docs(call)
                        .exchange(room.name(), exchange, site.census().policies(room))
                        .with("incoming", List.of())
                        .with("outgoing", List.of()));
    }

    private Reply declare(Call call) {
        Body body = call.body();
        ExchangeDeclaration wanted = new ExchangeDeclaration(
                name(call.at("exchange")),
                body.text("type", "direct"),
                false,
                body.flag("durable", false),
                body.flag("auto_delete", false),
                body.flag("internal", false),
                body.table("arguments"));
        return Reply.put(site.asClient(call, (room, caller) -> {
            boolean isNew = room.vhost().exchange(wanted.name()) == null;
            room.vhost().declareExchange(caller, wanted);
            return isNew;
        }));
    }

    private Reply delete(Call call) {
        String exchange = name(call.at("exchange"));
        boolean ifUnused = call.flag("if-unused");
        site.asClient(call, (room, caller) -> {
            if (room.vhost().exchange(exchange) == null) {
                throw ApiException.notFound();
            }
            room.vhost().deleteExchange(caller, exchange, ifUnused);
            return exchange;
        });
        return Reply.done();
    }
}
