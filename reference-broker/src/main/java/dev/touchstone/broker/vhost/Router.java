package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Delay;
import dev.touchstone.broker.exchange.Destination;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.Targets;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the queues of a message: by its key and its CC and BCC keys (CC-01), on through exchange-to-exchange bindings, each exchange once (E2E-03),
 * to the alternate exchange of every exchange that finds no destination at all (AE-01, AE-08, AE-09), and each queue once (E2E-02, CC-04).
 */
final class Router implements Targets {
    private final Topology topology;
    private final List<Exchange> toVisit = new ArrayList<>();
    private Routes routes = new Routes();
    private long run;
    private boolean found;

    Router(Topology topology) {
        this.topology = topology;
    }

    /** Routes from {@code exchange}, or by queue name if it is the default exchange (EXCH-DEFAULT-01); the queues go to {@code result}. */
    void route(Exchange exchange, Message message, Routes result) {
        List<String> senderKeys = message.senderKeys();
        routes = result;
        routes.reset(senderKeys.isEmpty());
        run++;
        if (exchange.name().isEmpty()) {
            toQueueNamed(message.routingKey());
            for (int i = 0; i < senderKeys.size(); i++) {
                toQueueNamed(senderKeys.get(i));
            }
            return;
        }
        exchange.visit(run);
        visit(exchange, message, senderKeys);
        while (!toVisit.isEmpty()) {
            visit(toVisit.remove(toVisit.size() - 1), message, senderKeys);
        }
    }

    private void toQueueNamed(String name) {
        QueueMachine queue = topology.queue(name);
        if (queue != null && queue.visit(run)) {
            routes.add(queue);
        }
    }

    private void visit(Exchange exchange, Message message, List<String> senderKeys) {
        found = false;
        if (!isDelayed(exchange, message)) {
            exchange.match(message.routingKey(), message, this);
            for (int i = 0; i < senderKeys.size(); i++) {
                exchange.match(senderKeys.get(i), message, this);
            }
        }
        if (exchange.usesHeaders()) {
            routes.dependsOnMessage();
        }
        if (!found) {
            visitAlternate(exchange);
        }
    }

    /** A delayed exchange finds nothing for the time being, so its alternate exchange gets the message at once (DELAY-12). */
    private boolean isDelayed(Exchange exchange, Message message) {
        long delay = exchange.isDelayed() ? Delay.of(message) : 0;
        if (delay != 0) {
            routes.delay(exchange, delay);
        }
        return delay != 0;
    }

    private void visitAlternate(Exchange exchange) {
        String alternate = exchange.alternateExchange();
        Exchange next = alternate == null ? null : topology.exchange(alternate);
        if (next != null) {
            add(next);
        }
    }

    @Override
    public void add(Destination destination) {
        found = true;
        if (!destination.visit(run)) {
            return;
        }
        if (destination instanceof QueueMachine queue) {
            routes.add(queue);
        } else if (destination instanceof Exchange exchange) {
            toVisit.add(exchange);
        }
    }
}
