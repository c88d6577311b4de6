package dev.touchstone.ci.target;

import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.ClientCertificates;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.Pem;
import dev.touchstone.broker.BrokerConfig.TlsConfig;
import dev.touchstone.suite.target.rabbitmq.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Certificates for the TLS listeners of the embedded broker and its fresh nodes, made when the first of them is asked for: keytool takes its time. */
final class EmbeddedTls implements AutoCloseable {
    private @Nullable Path folder;
    private @Nullable ServerCertificate certificate;

    /** For clients: trusts the broker, and shows a certificate of its own. */
    SSLContext context() {
        return certificate().context();
    }

    private synchronized ServerCertificate certificate() {
        if (certificate == null) {
            try {
                folder = Files.createTempDirectory("touchstone-tls-");
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for the certificates of the embedded broker can be made", e);
            }
            certificate = ServerCertificate.make(folder);
        }
        return certificate;
    }

    /** A listener on a free port that asks clients for certificates and takes them without. */
    synchronized TlsConfig listener() {
        certificate();
        Path made = folder;
        if (made == null) {
            throw new IllegalStateException("the certificates are gone");
        }
        return new TlsConfig(
                List.of(Address.here(0)),
                new Identity(
                        new Pem(made.resolve("cert.pem"), made.resolve("key.pem")),
                        new ClientCertificates(made.resolve("ca.pem"), false)));
    }

    @Override
    public synchronized void close() {
        Path made = folder;
        if (made == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(made)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the certificates of the embedded broker cannot be removed", e);
        }
    }
}
