package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority of its own with a server (localhost) and a client ({@code CN=ann,O=Touchstone}), made by the JDK's keytool: {@code ca.pem},
 * {@code server.pem}, {@code server.key} and {@code client.p12} in a folder.
 */
public record TestKeys(Path folder) {
    private static final String PASSWORD = "secret";

    /** The name of the client as RabbitMQ writes it. */
    public static final String CLIENT = "CN=ann,O=Touchstone";

    /** Makes them. */
    public static TestKeys make(Path folder) throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.keytool("ca", "CN=authority", "-ext", "bc:c");
        keys.keytool("server", "CN=localhost", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
        keys.keytool("client", CLIENT, "-signer", "ca");
        KeyStore store = keys.store();
        keys.pem("ca.pem", "CERTIFICATE", store.getCertificate("ca").getEncoded());
        keys.pem("server.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
        keys.pem(
                "server.key",
                "PRIVATE KEY",
                store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        return keys;
    }

    private void keytool(String alias, String name, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", name));
        words.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file("all.p12").toString()));
        words.addAll(List.of(more));
        Process process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file("all.p12").toFile(), PASSWORD.toCharArray());
    }

    private void pem(String name, String label, byte[] octets) throws IOException {
        Files.writeString(
                file(name),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END "
                        + label + "-----\n");
    }

    /** One of the files. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** What a listener shows. */
    public BrokerConfig.Pem server() {
        return new BrokerConfig.Pem(file("server.pem"), file("server.key"));
    }

    /** A context for clients that trusts the authority. */
    public SSLContext trusting(boolean withCertificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (withCertificate) {
            own.setKeyEntry(
                    "client",
                    store().getKey("client", PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    new Certificate[] {store().getCertificate("client")});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
