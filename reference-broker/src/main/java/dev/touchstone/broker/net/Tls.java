package dev.touchstone.broker.net;

import io.netty.handler.ssl.CipherSuiteConverter;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What TLS listeners need, on the JDK's engine. What cannot be read is refused in a sentence that names the file. */
public final class Tls {
    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    /**
     * What a listener agrees on with clients.
     *
     * @param versions by Java's names; empty for the usual ones
     * @param ciphers by Java's names; empty for the usual ones
     * @param serversOrder whether the order of the server counts
     */
    public record Offer(List<String> versions, List<String> ciphers, boolean serversOrder) {}

    /** A context whose engines take the order of ciphers from the server or from the client. */
    private static final class Ordered extends DelegatingSslContext {
        private final boolean serversOrder;

        Ordered(SslContext context, boolean serversOrder) {
            super(context);
            this.serversOrder = serversOrder;
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setUseCipherSuitesOrder(serversOrder);
            engine.setSSLParameters(parameters);
        }
    }

    /**
     * A server's key from a PEM certificate chain and a PEM private key in PKCS#8.
     *
     * @param password of the key, or null if it is not encrypted
     */
    public static KeyManagerFactory fromPem(Path certificateChain, Path privateKey, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "server",
                PemKey.read(privateKey, password),
                NO_PASSWORD,
                certificates(certificateChain).toArray(new Certificate[0]));
        return keys(store, NO_PASSWORD);
    }

    /** A server's key from a key store file; the key has the store's password. */
    public static KeyManagerFactory fromKeyStore(Path file, char[] password)
            throws IOException, GeneralSecurityException {
        return keys(KeyStore.getInstance(file.toFile(), password), password);
    }

    private static KeyManagerFactory keys(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return keys;
    }

    /** Those who may sign the certificates of clients, from a PEM file. */
    public static TrustManagerFactory authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    /** Java's name of a cipher suite that OpenSSL calls so, or null if it is no such name. */
    public static @Nullable String javaCipher(String openSslName) {
        return CipherSuiteConverter.toJava(openSslName, "TLS");
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new KeyStoreException("there is no certificate in " + file);
            }
            return all;
        } catch (CertificateException e) {
            throw new CertificateException("the certificates in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A server's context.
     *
     * @param clients who may sign the certificates of clients; null asks them for none
     * @param required whether a client without a certificate is turned away
     */
    public static SslContext server(
            KeyManagerFactory keys, @Nullable TrustManagerFactory clients, boolean required, Offer offer)
            throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK);
        if (clients != null) {
            builder.trustManager(clients).clientAuth(required ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        if (!offer.versions.isEmpty()) {
            builder.protocols(offer.versions);
        }
        if (!offer.ciphers.isEmpty()) {
            builder.ciphers(offer.ciphers);
        }
        return new Ordered(builder.build(), offer.serversOrder);
    }
}
