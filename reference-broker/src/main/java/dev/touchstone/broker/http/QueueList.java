package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The queues of one virtual host in a list: their names at first, and more of those that will be shown. For one thread. */
final class QueueList {
    private final Census census;
    private final ObjectDocs docs;
    private final VhostRoom room;
    private final List<QueueMachine> queues;
    private final PolicyBook policies;
    private final IdentityHashMap<Listing.Row, QueueMachine> machines = new IdentityHashMap<>();
    private final IdentityHashMap<QueueMachine, QueueFacts> facts = new IdentityHashMap<>();

    QueueList(Census census, ObjectDocs docs, VhostRoom room) {
        this.census = census;
        this.docs = docs;
        this.room = room;
        this.queues = census.queueNames(room);
        this.policies = census.policies(room);
    }

    /** What is equal only for lists of the same queues under the same policies. */
    List<Object> basics() {
        return List.of(room.name(), queues, policies.policies(), policies.operatorPolicies());
    }

    void addTo(List<Listing.Row> rows) {
        for (QueueMachine queue : queues) {
            Listing.Row row = new Listing.Row(room.name(), queue.name(), fields -> write(queue, fields));
            machines.put(row, queue);
            rows.add(row);
        }
    }

    /** Asks for what will be shown. */
    void prepare(List<Listing.Row> shown) {
        List<QueueMachine> wanted = new ArrayList<>();
        for (Listing.Row row : shown) {
            QueueMachine queue = machines.get(row);
            if (queue != null) {
                wanted.add(queue);
            }
        }
        List<QueueFacts> found = census.queues(room, wanted);
        for (int i = 0; i < wanted.size(); i++) {
            facts.put(wanted.get(i), found.get(i));
        }
    }

    private void write(QueueMachine queue, Fields fields) {
        QueueFacts known = facts.get(queue);
        if (known != null) {
            docs.queue(fields, room.name(), known, policies);
        }
    }
}
