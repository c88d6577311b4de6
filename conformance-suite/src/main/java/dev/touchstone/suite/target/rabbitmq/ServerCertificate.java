package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.AdminException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for localhost, made on the fly by the JDK's keytool, that is its own authority: {@code ca.pem}, {@code cert.pem}
 * and {@code key.pem} for the server, and a context for clients that trusts just this one. It is worth nothing elsewhere and
 * valid for two days.
 */
final class ServerCertificate {
    private static final String ALIAS = "touchstone";

    private final SSLContext context;

    private ServerCertificate(SSLContext context) {
        this.context = context;
    }

    static ServerCertificate make(Path folder) {
        String password = Long.toHexString(new java.security.SecureRandom().nextLong()) + "-store";
        Path store = folder.resolve("store.p12");
        new Commands(folder, Map.of("STORE_PASSWORD", password))
                .run(
                        Duration.ofSeconds(60),
                        "",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-validity",
                                "2",
                                "-dname",
                                "CN=localhost, O=touchstone",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-ext",
                                "bc:c=ca:true",
                                "-ext",
                                "ku:c=digitalSignature,keyEncipherment,keyCertSign",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass:env",
                                "STORE_PASSWORD"));
        try {
            return read(folder, store, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new AdminException("the certificate that keytool made cannot be used: " + e.getMessage(), e);
        }
    }

    private static ServerCertificate read(Path folder, Path store, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        Certificate certificate = keys.getCertificate(ALIAS);
        Key key = keys.getKey(ALIAS, password);
        pem(folder.resolve("ca.pem"), "CERTIFICATE", certificate.getEncoded());
        pem(folder.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded());
        pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new ServerCertificate(context);
    }

    private static void pem(Path file, String label, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n",
                StandardCharsets.US_ASCII);
    }

    /** For clients: trusts this certificate. */
    SSLContext context() {
        return context;
    }
}
