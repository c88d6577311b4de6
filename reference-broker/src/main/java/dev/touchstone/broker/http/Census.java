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
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QuorumKind;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the loops of virtual hosts what is there, so few objects in a turn that messages wait for a millisecond at most. */
final class Census {
    private static final int SLICE = 1000;

    /** Connections bring their channels and consumers. */
    private static final int SLICE_OF_CONNECTIONS = 50;

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

        static Totals ofExchanges(int exchanges) {
            return new Totals(0, exchanges, 0, 0, 0, 0, 0, 0);
        }

        static Totals ofQueues(List<QueueMachine> queues) {
            long ready = 0;
            long unacked = 0;
            long letters = 0;
            for (QueueMachine queue : queues) {
                QuorumKind quorum = queue.quorum();
                ready += queue.messageCount();
                unacked += queue.unackedCount();
                letters += quorum == null ? 0 : quorum.letters();
            }
            return new Totals(queues.size(), 0, ready, unacked, ready + unacked + letters, 0, 0, 0);
        }

        static Totals ofConnections(List<Connection> some, @Nullable String onlyOf) {
            int connections = 0;
            int channels = 0;
            int consumers = 0;
            for (Connection connection : some) {
                String user = connection.user();
                if (!user.isEmpty() && (onlyOf == null || onlyOf.equals(user))) {
                    connections++;
                    channels += connection.channelCount();
                    consumers += connection.consumerFacts().size();
                }
            }
            return new Totals(0, 0, 0, 0, 0, connections, channels, consumers);
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
        Totals totals = Totals.ofExchanges(
                broker.ask(room, here -> here.vhost().exchanges().size()));
        List<QueueMachine> queues = queueNames(room);
        for (List<QueueMachine> some : slices(queues, SLICE)) {
            totals = totals.plus(broker.ask(room, here -> Totals.ofQueues(some)));
        }
        List<Connection> connections = broker.ask(room, VhostRoom::connections);
        for (List<Connection> some : slices(connections, SLICE_OF_CONNECTIONS)) {
            totals = totals.plus(broker.ask(room, here -> Totals.ofConnections(some, onlyOf)));
        }
        return totals;
    }

    /** The queues themselves, of which nobody outside of the loop may ask more than the name. */
    List<QueueMachine> queueNames(VhostRoom room) {
        return broker.ask(room, here -> here.vhost().queues());
    }

    List<QueueFacts> queues(VhostRoom room, List<QueueMachine> some) {
        return sliced(room, slices(some, SLICE), QueueFacts::of);
    }

    List<QueueFacts> queues(VhostRoom room) {
        return queues(room, queueNames(room));
    }

    @Nullable
    QueueFacts queue(VhostRoom room, String name) {
        return one(room, here -> {
            QueueMachine queue = here.vhost().queue(name);
            return queue == null ? null : QueueFacts.of(queue);
        });
    }

    List<ExchangeFacts> exchanges(VhostRoom room) {
        List<Exchange> exchanges = broker.ask(room, here -> here.vhost().exchanges());
        return sliced(room, slices(exchanges, SLICE), exchange -> facts(room, exchange));
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
        List<Binding> bindings = broker.ask(room, here -> here.vhost().bindings());
        return sliced(room, slices(bindings, SLICE), BindingFacts::of);
    }

    /** A copy of the policies, to be asked here. */
    PolicyBook policies(VhostRoom room) {
        return broker.ask(room, here -> here.vhost().policies().copy());
    }

    List<ClientFacts> clients(VhostRoom room) {
        List<Connection> connections = broker.ask(room, VhostRoom::connections);
        return sliced(room, slices(connections, SLICE_OF_CONNECTIONS), Census::maybe);
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

    private static <S> List<List<S>> slices(List<S> things, int size) {
        List<List<S>> slices = new ArrayList<>();
        for (int from = 0; from < things.size(); from += size) {
            slices.add(things.subList(from, Math.min(things.size(), from + size)));
        }
        return slices;
    }

    /** Asks for one slice after the other, each in a turn of its own. */
    private <S, T> List<T> sliced(VhostRoom room, List<List<S>> slices, Function<S, T> facts) {
        List<T> all = new ArrayList<>();
        for (List<S> some : slices) {
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
