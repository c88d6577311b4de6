package dev.touchstone.broker;

import dev.touchstone.broker.net.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * An {@link BrokerConfig.Identity} that was read from its files.
 *
 * @param clients who may sign the certificates of clients; null asks them for none
 * @param required whether a client without a certificate is turned away
 * @param rules what is agreed on with clients
 */
public record TlsMaterial(
        KeyManagerFactory keys, @Nullable TrustManagerFactory clients, boolean required, TlsRules rules) {
    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException in a sentence if they hold nothing that can be used
     * @throws UncheckedIOException if they cannot be read
     */
    public static TlsMaterial of(BrokerConfig.Identity identity) {
        Path authorities = identity.clients().authorities();
        try {
            return new TlsMaterial(
                    keys(identity.keys()),
                    authorities == null ? null : Tls.authorities(authorities),
                    identity.clients().required(),
                    identity.rules());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the TLS key cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory keys(BrokerConfig.KeyMaterial keys) throws IOException, GeneralSecurityException {
        if (keys instanceof BrokerConfig.Pem pem) {
            String password = pem.password();
            return Tls.fromPem(
                    pem.certificateChain(), pem.privateKey(), password == null ? null : password.toCharArray());
        }
        BrokerConfig.Store store = (BrokerConfig.Store) keys;
        return Tls.fromKeyStore(store.file(), store.password().toCharArray());
    }
}
