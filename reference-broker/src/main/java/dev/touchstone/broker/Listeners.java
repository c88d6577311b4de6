package dev.touchstone.broker;

import dev.touchstone.broker.net.Listener;
import dev.touchstone.broker.net.Tls;
import io.netty.handler.ssl.SslContext;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The sockets that a broker listens on for AMQP. */
final class Listeners {
    private final BrokerConfig config;
    private final World world;
    private final Hosts hosts;
    private final List<Listener> plain = new ArrayList<>();
    private final List<Listener> secure = new CopyOnWriteArrayList<>();

    /** Listens at once. */
    Listeners(BrokerConfig config, World world, Hosts hosts) {
        this.config = config;
        this.world = world;
        this.hosts = hosts;
        try {
            config.addresses().forEach(address -> plain.add(listen(address, null)));
            BrokerConfig.TlsConfig tls = config.tls();
            if (tls != null) {
                secure(tls);
            }
        } catch (RuntimeException e) {
            each(Listener::close);
            throw e;
        }
    }

    /** Listens with TLS, too. */
    void secure(BrokerConfig.TlsConfig tls) {
        SslContext context = context(TlsMaterial.of(tls.identity()));
        tls.addresses().forEach(address -> secure.add(listen(address, context)));
    }

    private Listener listen(BrokerConfig.Address address, @Nullable SslContext tls) {
        return new Listener(world.loops(), hosts, config.socket(address), tls);
    }

    private static SslContext context(TlsMaterial material) {
        try {
            TlsRules rules = material.rules();
            return Tls.server(
                    material.keys(),
                    material.clients(),
                    material.required(),
                    new Tls.Offer(rules.versions(), rules.ciphers(), rules.serversOrder()));
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress amqp() {
        return first(plain, "a listener without TLS");
    }

    /** Where guest logs in; an empty virtual host is the default one. */
    String amqpUri(String vhost) {
        String path = vhost.isEmpty()
                ? ""
                : "/" + URLEncoder.encode(vhost, StandardCharsets.UTF_8).replace("+", "%20");
        return "amqp://guest:guest@" + amqp().getAddress().getHostAddress() + ":" + amqp().getPort() + path;
    }

    InetSocketAddress amqps() {
        return first(secure, "a listener with TLS");
    }

    private static InetSocketAddress first(List<Listener> listeners, String what) {
        if (listeners.isEmpty()) {
            throw new IllegalStateException(what + " was not asked for in the configuration");
        }
        return listeners.get(0).address();
    }

    List<Administration.ListenerInfo> infos() {
        List<Administration.ListenerInfo> all = new ArrayList<>();
        plain.forEach(listener -> all.add(info("amqp", listener)));
        secure.forEach(listener -> all.add(info("amqp/ssl", listener)));
        return all;
    }

    private static Administration.ListenerInfo info(String protocol, Listener listener) {
        InetSocketAddress address = listener.address();
        return new Administration.ListenerInfo(protocol, address.getAddress().getHostAddress(), address.getPort());
    }

    private void each(Consumer<Listener> task) {
        plain.forEach(task);
        secure.forEach(task);
    }

    void suspend() {
        each(Listener::suspend);
    }

    void resume() {
        each(Listener::resume);
    }

    /** Waits until every accepted socket is closed, at most that long for each listener. */
    void awaitSocketsClosed(long timeoutMillis) {
        each(listener -> listener.awaitSocketsClosed(timeoutMillis));
    }

    /** Closes every accepted socket; not left to the end of the loops, since Netty's may end without a look at their sockets, which then stay open. */
    void cutSockets(long timeoutMillis) {
        each(Listener::cutSockets);
        awaitSocketsClosed(timeoutMillis);
    }
}
