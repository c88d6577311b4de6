package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.channel.ConsumerFacts;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionFacts;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QuorumKind;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the loops of virtual hosts what is there, some thousand objects in a turn at most. */
final class Census {
    private static final int SLICE = 1000;

    private final Administration broker;

    Census(Administration broker) {
        this.broker = broker;
    }

    /** An exchange at one moment. */
    record ExchangeFacts(ExchangeSettings settings, long in, long out, int delayed) {
        String name() {
            return settings.name();
        }
    }

    /** A binding at one moment. */
    record BindingFacts(String source, String destination, boolean toQueue, String routingKey, FieldTable arguments) {
        static BindingFacts of(Binding binding) {
            return new BindingFacts(
                    binding.source().name(),
                    binding.destination().name(),
                    binding.destination() instanceof QueueMachine,
                    binding.routingKey(),
                    binding.arguments());
        }
    }

    /** A connection with its channels and consumers at one moment. */
    record ClientFacts(
            ConnectionFacts connection, List<ChannelFacts> channels, List<ConsumerFacts> consumers, Traffic traffic) {
        String name() {
            return connection.info().name();
        }

        String vhost() {
            return connection.info().vhost();
        }

        String user() {
            return connection.info().user();
        }
    }

    /** How much there is in a virtual host; of connections those that belong to one user, or all with null. */
    record Totals(
            int queues,
            int exchanges,
            long ready,
            long unacked,
            long messages,
            int connections,
            int channels,
            int consumers) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

        static Totals of(QueueMachine queue) {
            QuorumKind quorum = queue.quorum();
            long letters = quorum == null ? 0 : quorum.letters();
            long all = queue.messageCount() + queue.unackedCount() + letters;
            return new Totals(1, 0, queue.messageCount(), queue.unackedCount(), all, 0, 0, 0);
        }

        static Totals of(Connection connection) {
            return connection.user().isEmpty()
                    ? NONE
                    : new Totals(
                            0,
                            0,
                            0,
                            0,
                            0,
                            1,
                            connection.channelCount(),
                            connection.consumerFacts().size());
        }

        Totals plus(Totals other) {
            return new Totals(
                    queues + other.queues,
                    exchanges + other.exchanges,
                    ready + other.ready,
                    unacked + other.unacked,
                    messages + other.messages,
                    connections + other.connections,
                    channels + other.channels,
                    consumers + other.consumers);
        }
    }

    Totals totals(VhostRoom room, @Nullable String onlyOf) {
        return broker.ask(room, here -> {
            Totals totals = new Totals(0, here.vhost().exchanges().size(), 0, 0, 0, 0, 0, 0);
            for (QueueMachine queue : here.vhost().queues()) {
                totals = totals.plus(Totals.of(queue));
            }
            for (Connection connection : here.connections()) {
                if (onlyOf == null || onlyOf.equals(connection.user())) {
                    totals = totals.plus(Totals.of(connection));
                }
            }
            return totals;
        });
    }

    /** The queues themselves, of which nobody outside of the loop may ask more than the name. */
    List<QueueMachine> queueNames(VhostRoom room) {
        return broker.ask(room, here -> here.vhost().queues());
    }

    List<QueueFacts> queues(VhostRoom room, List<QueueMachine> some) {
        return sliced(room, some, QueueFacts::of);
    }

    List<QueueFacts> queues(VhostRoom room) {
        return sliced(room, broker.ask(room, here -> here.vhost().queues()), QueueFacts::of);
    }

    @Nullable
    QueueFacts queue(VhostRoom room, String name) {
        return one(room, here -> {
            QueueMachine queue = here.vhost().queue(name);
            return queue == null ? null : QueueFacts.of(queue);
        });
    }

    List<ExchangeFacts> exchanges(VhostRoom room) {
        return sliced(room, broker.ask(room, here -> here.vhost().exchanges()), exchange -> facts(room, exchange));
    }

    @Nullable
    ExchangeFacts exchange(VhostRoom room, String name) {
        return one(room, here -> {
            Exchange exchange = here.vhost().exchange(name);
            return exchange == null ? null : facts(here, exchange);
        });
    }

    private static ExchangeFacts facts(VhostRoom room, Exchange exchange) {
        return new ExchangeFacts(
                exchange.settings(),
                exchange.messagesIn(),
                exchange.messagesOut(),
                exchange.isDelayed() ? room.vhost().delayedCount(exchange.name()) : -1);
    }

    List<BindingFacts> bindings(VhostRoom room) {
        return sliced(room, broker.ask(room, here -> here.vhost().bindings()), BindingFacts::of);
    }

    /** A copy of the policies, to be asked here. */
    PolicyBook policies(VhostRoom room) {
        List<Policy> policies = broker.ask(room, here -> here.vhost().policies().policies());
        List<Policy> ofOperators =
                broker.ask(room, here -> here.vhost().policies().operatorPolicies());
        PolicyBook book = new PolicyBook();
        policies.forEach(book::put);
        ofOperators.forEach(book::putOfOperator);
        return book;
    }

    List<ClientFacts> clients(VhostRoom room) {
        List<ClientFacts> clients = new ArrayList<>();
        for (ClientFacts client : sliced(room, broker.ask(room, VhostRoom::connections), Census::maybe)) {
            clients.add(client);
        }
        return clients;
    }

    @SuppressWarnings("NullAway") // sliced leaves out what is null
    private static ClientFacts maybe(Connection connection) {
        ConnectionFacts facts = connection.facts();
        return facts == null
                ? null
                : new ClientFacts(facts, connection.channelFacts(), connection.consumerFacts(), connection.traffic());
    }

    Traffic traffic(VhostRoom room) {
        return broker.ask(room, VhostRoom::traffic);
    }

    private <T> @Nullable T one(VhostRoom room, Function<VhostRoom, @Nullable T> question) {
        List<T> found = broker.ask(room, here -> {
            T fact = question.apply(here);
            return fact == null ? List.<T>of() : List.of(fact);
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private <S, T> List<T> sliced(VhostRoom room, List<S> things, Function<S, T> facts) {
        List<T> all = new ArrayList<>(things.size());
        for (int from = 0; from < things.size(); from += SLICE) {
            List<S> some = things.subList(from, Math.min(things.size(), from + SLICE));
            all.addAll(broker.ask(room, here -> {
                List<T> slice = new ArrayList<>(some.size());
                for (S thing : some) {
                    T fact = facts.apply(thing);
                    if (fact != null) {
                        slice.add(fact);
                    }
                }
                return slice;
            }));
        }
        return all;
    }
}
