package dev.touchstone.broker.http;

import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.channel.ConsumerFacts;
import dev.touchstone.broker.connection.Connection;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.connection.VhostRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Connections, channels and consumers (MGMT-14 to MGMT-16). */
final class ClientsResource {
    private static final String DEFAULT_REASON = "Closed via management plugin";

    private final Site site;

    ClientsResource(Site site) {
        this.site = site;
    }

    private ClientDocs docs(Call call) {
        return new ClientDocs(
                site.sampler(), Ranges.of(call.query()), site.dialect().showsSharedPrefetch());
    }

    void addTo(Router router) {
        router.get("connections", this::connections)
                .get("connections/:connection", this::connection)
                .delete("connections/:connection", this::close)
                .get("connections/username/:user", this::connectionsOfUser)
                .delete("connections/username/:user", this::closeOfUser)
                .get("connections/:connection/channels", this::channelsOfConnection)
                .get("vhosts/:vhost/connections", this::connectionsOfVhost)
                .get("channels", this::channels)
                .get("channels/:channel", this::channel)
                .get("vhosts/:vhost/channels", this::channelsOfVhost)
                .get("consumers", this::consumers)
                .get("consumers/:vhost", this::consumers);
    }

    private List<Census.ClientFacts> clients(Call call, List<VhostRoom> rooms) {
        List<Census.ClientFacts> clients = new ArrayList<>();
        for (VhostRoom room : rooms) {
            for (Census.ClientFacts client : site.census().clients(room)) {
                if (call.who().seesOf(client.user())) {
                    clients.add(client);
                }
            }
        }
        return clients;
    }

    private Reply connections(Call call) {
        return connections(call, clients(call, site.broker().rooms()));
    }

    private Reply connectionsOfVhost(Call call) {
        return connections(call, clients(call, List.of(site.seen(call))));
    }

    private Reply connectionsOfUser(Call call) {
        String user = call.at("user");
        return connections(
                call,
                clients(call, site.broker().rooms()).stream()
                        .filter(client -> client.user().equals(user))
                        .toList());
    }

    private Reply connections(Call call, List<Census.ClientFacts> clients) {
        return new Listing(call.query())
                .of(clients.stream()
                        .map(client -> new Listing.Row(
                                client.vhost(), client.name(), () -> docs(call).connection(client)))
                        .toList());
    }

    private Census.ClientFacts find(Call call, Predicate<Census.ClientFacts> wanted) {
        for (VhostRoom room : site.broker().rooms()) {
            for (Census.ClientFacts client : site.census().clients(room)) {
                if (wanted.test(client)) {
                    if (!call.who().seesOf(client.user())) {
                        throw ApiException.notAuthorised("User not authorised to access object");
                    }
                    return client;
                }
            }
        }
        throw ApiException.notFound();
    }

    private Census.ClientFacts named(Call call) {
        String name = call.at("connection");
        return find(call, client -> client.name().equals(name));
    }

    private Reply connection(Call call) {
        return new Listing(call.query()).of(docs(call).connection(named(call)));
    }

    /** Everybody may close their own; administrators those of others (TAG-09). */
    private Reply close(Call call) {
        Census.ClientFacts client = named(call);
        if (!client.user().equals(call.who().name()) && !call.who().isAdministrator()) {
            throw ApiException.notAuthorised("User not authorised to access object");
        }
        close(client, reason(call));
        return Reply.done();
    }

    private Reply closeOfUser(Call call) {
        String user = call.at("user");
        if (!user.equals(call.who().name())) {
            call.who().mustAdminister();
        }
        clients(call, site.broker().rooms()).stream()
                .filter(client -> client.user().equals(user))
                .forEach(client -> close(client, reason(call)));
        return Reply.done();
    }

    private static String reason(Call call) {
        return call.request().headers().getOrDefault("x-reason", DEFAULT_REASON);
    }

    private void close(Census.ClientFacts client, String reason) {
        VhostRoom room = site.broker().room(client.vhost());
        if (room != null) {
            site.broker().ask(room, here -> {
                for (Connection connection : here.connections()) {
                    ConnectionInfo info = connection.info();
                    if (info != null && info.name().equals(client.name())) {
                        connection.shutDown(reason);
                    }
                }
                return here;
            });
        }
    }

    private Reply channelsOfConnection(Call call) {
        return channels(call, List.of(named(call)));
    }

    private Reply channelsOfVhost(Call call) {
        return channels(call, clients(call, List.of(site.seen(call))));
    }

    private Reply channels(Call call) {
        return channels(call, clients(call, site.broker().rooms()));
    }

    private Reply channels(Call call, List<Census.ClientFacts> clients) {
        List<Listing.Row> rows = new ArrayList<>();
        for (Census.ClientFacts client : clients) {
            for (ChannelFacts channel : client.channels()) {
                rows.add(new Listing.Row(
                        client.vhost(),
                        ClientDocs.name(client, channel.number()),
                        () -> docs(call).channel(client, channel)));
            }
        }
        return new Listing(call.query()).of(rows);
    }

    private Reply channel(Call call) {
        String name = call.at("channel");
        Census.ClientFacts client = find(
                call,
                each -> each.channels().stream()
                        .anyMatch(channel ->
                                ClientDocs.name(each, channel.number()).equals(name)));
        ChannelFacts channel = client.channels().stream()
                .filter(each -> ClientDocs.name(client, each.number()).equals(name))
                .findFirst()
                .orElseThrow(ApiException::notFound);
        List<Doc> consumers = client.consumers().stream()
                .filter(consumer -> consumer.channel() == channel.number())
                .map(consumer -> ObjectDocs.consumer(client, consumer))
                .toList();
        return new Listing(call.query())
                .of(docs(call)
                        .channel(client, channel)
                        .with("consumer_details", consumers)
                        .with("deliveries", List.of())
                        .with("publishes", List.of()));
    }

    private Reply consumers(Call call) {
        List<Listing.Row> rows = new ArrayList<>();
        for (VhostRoom room : site.allSeen(call)) {
            for (Census.ClientFacts client : site.census().clients(room)) {
                for (ConsumerFacts consumer : client.consumers()) {
                    rows.add(new Listing.Row(
                            room.name(), consumer.queue(), () -> ObjectDocs.consumer(client, consumer)));
                }
            }
        }
        return new Listing(call.query()).of(rows);
    }
}
