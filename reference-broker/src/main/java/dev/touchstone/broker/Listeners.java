package dev.touchstone.broker;

import dev.touchstone.broker.net.Listener;
import dev.touchstone.broker.net.Tls;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sockets that a broker listens on for AMQP. */
final class Listeners {
    private final Listener amqp;
    private final @Nullable Listener amqps;

    /** Listens at once. */
    Listeners(BrokerConfig config, World world, Hosts hosts) {
        amqp = new Listener(world.loops(), hosts, new InetSocketAddress(config.host(), config.port()), null);
        try {
            amqps = secure(config, world, hosts);
        } catch (RuntimeException e) {
            amqp.close();
            throw e;
        }
    }

    private static @Nullable Listener secure(BrokerConfig config, World world, Hosts hosts) {
        BrokerConfig.TlsConfig tls = config.tls();
        if (tls == null) {
            return null;
        }
        return new Listener(
                world.loops(), hosts, new InetSocketAddress(config.host(), tls.port()), context(tls.keys()));
    }

    private static SslContext context(BrokerConfig.KeyMaterial keys) {
        try {
            if (keys instanceof BrokerConfig.Pem pem) {
                return Tls.fromPem(pem.certificateChain(), pem.privateKey());
            }
            BrokerConfig.Store store = (BrokerConfig.Store) keys;
            return Tls.fromKeyStore(store.file(), store.password().toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the TLS key cannot be used: " + e.getMessage(), e);
        }
    }

    InetSocketAddress amqp() {
        return amqp.address();
    }

    InetSocketAddress amqps() {
        if (amqps == null) {
            throw new IllegalStateException("no TLS was asked for in the configuration");
        }
        return amqps.address();
    }

    List<Administration.ListenerInfo> infos() {
        List<Administration.ListenerInfo> all = new ArrayList<>();
        all.add(info("amqp", amqp));
        if (amqps != null) {
            all.add(info("amqp/ssl", amqps));
        }
        return all;
    }

    private static Administration.ListenerInfo info(String protocol, Listener listener) {
        InetSocketAddress address = listener.address();
        return new Administration.ListenerInfo(protocol, address.getAddress().getHostAddress(), address.getPort());
    }

    void suspend() {
        amqp.suspend();
        if (amqps != null) {
            amqps.suspend();
        }
    }

    void resume() {
        amqp.resume();
        if (amqps != null) {
            amqps.resume();
        }
    }

    /** Waits until every accepted socket is closed, at most that long for each kind. */
    void awaitSocketsClosed(long timeoutMillis) {
        amqp.awaitSocketsClosed(timeoutMillis);
        if (amqps != null) {
            amqps.awaitSocketsClosed(timeoutMillis);
        }
    }

    void cutSockets() {
        amqp.cutSockets();
        if (amqps != null) {
            amqps.cutSockets();
        }
    }
}
