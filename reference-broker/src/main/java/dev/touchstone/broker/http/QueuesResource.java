package dev.touchstone.broker.http;

import dev.touchstone.broker.channel.ConsumerFacts;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.vhost.QueueDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Queues: lists, one of them, declare, delete, purge, actions (MGMT-04, MGMT-06 to MGMT-08, MGMT-25). */
final class QueuesResource {
    private final Site site;

    QueuesResource(Site site) {
        this.site = site;
    }

    private ObjectDocs docs(Call call) {
        return new ObjectDocs(site.sampler(), Ranges.of(call.query()));
    }

    void addTo(Router router) {
        router.get("queues", this::queues)
                .get("queues/:vhost", this::queues)
                .get("queues/:vhost/:queue", this::queue)
                .put("queues/:vhost/:queue", this::declare)
                .delete("queues/:vhost/:queue", this::delete)
                .delete("queues/:vhost/:queue/contents", this::purge)
                .post("queues/:vhost/:queue/actions", this::act)
                .post("rebalance/queues", this::rebalance);
    }

    /** Which queues and policies there are is asked each time; what a long list says about them may be some time old. */
    private Reply queues(Call call) {
        List<QueueList> lists = new ArrayList<>();
        ObjectDocs docs = docs(call);
        for (VhostRoom room : site.allSeen(call)) {
            lists.add(new QueueList(site.census(), docs, room));
        }
        List<Object> question = new ArrayList<>(List.of(call.query()));
        lists.forEach(list -> question.addAll(list.basics()));
        return site.recent().reply(question, () -> {
            List<Listing.Row> rows = new ArrayList<>();
            lists.forEach(list -> list.addTo(rows));
            return new Listing(call.query()).of(rows, shown -> lists.forEach(list -> list.prepare(shown)));
        });
    }

    private Reply queue(Call call) {
        VhostRoom room = site.seen(call);
        QueueFacts queue = site.census().queue(room, call.at("queue"));
        if (queue == null) {
            throw ApiException.notFound();
        }
        List<Doc> consumers = new ArrayList<>();
        for (Census.ClientFacts client : site.census().clients(room)) {
            for (ConsumerFacts consumer : client.consumers()) {
                if (consumer.queue().equals(queue.name())) {
                    consumers.add(ObjectDocs.consumer(client, consumer));
                }
            }
        }
        return new Listing(call.query())
                .of(Doc.of(doc -> docs(call)
                                .queue(doc, room.name(), queue, site.census().policies(room)))
                        .with("consumer_details", consumers)
                        .with("deliveries", List.of())
                        .with("incoming", List.of()));
    }

    private Reply declare(Call call) {
        Body body = call.body();
        QueueDeclaration wanted = new QueueDeclaration(
                call.at("queue"),
                false,
                body.flag("durable", false),
                false,
                body.flag("auto_delete", false),
                body.table("arguments"));
        return Reply.put(site.asClient(call, (room, caller) -> {
            boolean isNew = room.vhost().queue(wanted.name()) == null;
            room.vhost().declareQueue(caller, wanted, room.scope().nowMillis());
            return isNew;
        }));
    }

    private Reply delete(Call call) {
        boolean ifUnused = call.flag("if-unused");
        boolean ifEmpty = call.flag("if-empty");
        String queue = call.at("queue");
        site.asClient(call, (room, caller) -> {
            if (room.vhost().queue(queue) == null) {
                throw ApiException.notFound();
            }
            return room.vhost()
                    .deleteQueue(caller, queue, ifUnused, ifEmpty, room.scope().nowMillis());
        });
        return Reply.done();
    }

    private Reply purge(Call call) {
        String queue = call.at("queue");
        site.asClient(call, (room, caller) -> {
            if (room.vhost().queue(queue) == null) {
                throw ApiException.notFound();
            }
            long count = room.vhost().purgeQueue(caller, queue, room.scope().nowMillis());
            room.relieve();
            return count;
        });
        return Reply.done();
    }

    /** Nothing is mirrored here, so that there is nothing to synchronise; RabbitMQ answers so for a queue without mirrors too. */
    private Reply act(Call call) {
        call.who().mustAdminister();
        VhostRoom room = site.seen(call);
        if (site.census().queue(room, call.at("queue")) == null) {
            throw ApiException.notFound();
        }
        String action = String.valueOf(call.body().require("action").get("action"));
        if (!site.dialect().hasMirrorsAndLazyQueues()
                || !Set.of("sync", "cancel_sync").contains(action)) {
            throw ApiException.badRequest("unknown_action");
        }
        return Reply.done();
    }

    /** One node has nothing to balance. */
    private Reply rebalance(Call call) {
        call.who().mustAdminister();
        return Reply.done();
    }
}
