package dev.touchstone.broker.http;

import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.connection.ConnectionFacts;
import dev.touchstone.broker.connection.Peer;
import dev.touchstone.broker.wire.PlainValues;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Connections and channels as JSON. */
final class ClientDocs {
    private final Sampler sampler;
    private final Ranges ranges;
    private final boolean showsSharedPrefetch;

    ClientDocs(Sampler sampler, Ranges ranges, boolean showsSharedPrefetch) {
        this.sampler = sampler;
        this.ranges = ranges;
        this.showsSharedPrefetch = showsSharedPrefetch;
    }

    Doc connection(Census.ClientFacts client) {
        ConnectionFacts facts = client.connection();
        Peer peer = facts.peer();
        Growth growth = new Growth(sampler, List.of(Sampler.Key.connection(client.name())), ranges);
        return Doc.of(doc -> octets(doc, facts, growth))
                .with("auth_mechanism", facts.mechanism())
                .with("channel_max", facts.channelMax())
                .with("channels", client.channels().size())
                .with("client_properties", PlainValues.of(facts.properties()))
                .with("connected_at", facts.openedAtMillis())
                .with("frame_max", facts.frameMax())
                .with("host", host(peer.local()))
                .with("name", client.name())
                .with("node", Site.NODE)
                .with("peer_cert_issuer", issuer(peer.certificate()))
                .with("peer_cert_subject", subject(peer.certificate()))
                .with("peer_cert_validity", validity(peer.certificate()))
                .with("peer_host", host(peer.remote()))
                .with("peer_port", peer.remote().getPort())
                .with("port", peer.local().getPort())
                .with("protocol", "AMQP 0-9-1")
                .with("send_pend", 0)
                .with("ssl", peer.secure())
                .with("ssl_cipher", null)
                .with("ssl_hash", null)
                .with("ssl_key_exchange", null)
                .with("ssl_protocol", protocol(peer))
                .with("state", facts.info().state())
                .with("timeout", facts.timeoutSeconds())
                .with("type", "network")
                .with("user", client.user())
                .withKnown("user_provided_name", facts.info().givenName())
                .with("user_who_performed_action", client.user())
                .with("vhost", client.vhost());
    }

    private static @Nullable String issuer(@Nullable X509Certificate certificate) {
        return certificate == null ? null : certificate.getIssuerX500Principal().getName(X500Principal.RFC2253);
    }

    private static @Nullable String subject(@Nullable X509Certificate certificate) {
        return certificate == null
                ? null
                : certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    }

    private static @Nullable String validity(@Nullable X509Certificate certificate) {
        return certificate == null
                ? null
                : certificate.getNotBefore().toInstant() + " - "
                        + certificate.getNotAfter().toInstant();
    }

    private static @Nullable String protocol(Peer peer) {
        Peer.Secured tls = peer.tls();
        return tls == null ? null : tls.protocol().toLowerCase(Locale.ROOT);
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    /** A channel's name: that of its connection, and its number in brackets. */
    private static void octets(Fields doc, ConnectionFacts facts, Growth growth) {
        doc.with("recv_oct", facts.octetsIn());
        growth.on(doc, "recv_oct", 0, Ranges.Kind.DATA);
        doc.with("send_oct", facts.octetsOut());
        growth.on(doc, "send_oct", 1, Ranges.Kind.DATA);
    }

    static String name(Census.ClientFacts client, int number) {
        return client.name() + " (" + number + ")";
    }

    Doc channel(Census.ClientFacts client, ChannelFacts channel) {
        Growth growth = new Growth(sampler, List.of(Sampler.Key.channel(client.name(), channel.number())), ranges);
        return new Doc()
                .with("acks_uncommitted", channel.acksUncommitted())
                .with("confirm", channel.confirm())
                .with("connection_details", connectionDetails(client))
                .with("consumer_count", channel.consumers())
                .withKnown("global_prefetch_count", showsSharedPrefetch ? channel.sharedPrefetch() : null)
                .withKnown("message_stats", StatsDocs.messages(channel.traffic(), growth))
                .with("messages_unacknowledged", channel.unacked())
                .with("messages_uncommitted", channel.uncommitted())
                .with("messages_unconfirmed", channel.unconfirmed())
                .with("name", name(client, channel.number()))
                .with("node", Site.NODE)
                .with("number", channel.number())
                .with("pending_raft_commands", 0)
                .with("prefetch_count", channel.prefetch())
                .with("state", "running")
                .with("transactional", channel.transactional())
                .with("user", client.user())
                .with("user_who_performed_action", client.user())
                .with("vhost", client.vhost());
    }

    private static Doc connectionDetails(Census.ClientFacts client) {
        InetSocketAddress remote = client.connection().peer().remote();
        return new Doc()
                .with("name", client.name())
                .with("peer_host", host(remote))
                .with("peer_port", remote.getPort());
    }

    static Doc channelDetails(Census.ClientFacts client, int number) {
        InetSocketAddress remote = client.connection().peer().remote();
        return new Doc()
                .with("connection_name", client.name())
                .with("name", name(client, number))
                .with("node", Site.NODE)
                .with("number", number)
                .with("peer_host", host(remote))
                .with("peer_port", remote.getPort())
                .with("user", client.user());
    }
}
