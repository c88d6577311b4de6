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
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for localhost, made on the fly by the JDK's keytool, that is its own authority: {@code ca.pem}, {@code cert.pem}
 * and {@code key.pem} for the server, and a context for clients that trusts just this one and shows one that it signed. They are
 * worth nothing elsewhere and valid for two days.
 */
public final class ServerCertificate {
    private static final String SERVER = "server";
    private static final String CLIENT = "client";
    private static final String SERVER_USAGE = "ku:c=digitalSignature,keyEncipherment,keyCertSign";

    private final SSLContext context;

    private ServerCertificate(SSLContext context) {
        this.context = context;
    }

    /** Makes it; the files are in {@code folder} afterwards. */
    public static ServerCertificate make(Path folder) {
        String password = Long.toHexString(new SecureRandom().nextLong()) + "-store";
        Path store = folder.resolve("store.p12");
        Commands commands = new Commands(folder, Map.of("STORE_PASSWORD", password));
        keytool(
                commands,
                store,
                List.of("-alias", SERVER, "-dname", "CN=localhost,O=touchstone"),
                List.of("san=dns:localhost,ip:127.0.0.1", "bc:c=ca:true", SERVER_USAGE));
        keytool(
                commands,
                store,
                List.of("-alias", CLIENT, "-dname", "CN=touchstone-client,O=touchstone", "-signer", SERVER),
                List.of("ku:c=digitalSignature", "eku=clientAuth"));
        try {
            return read(folder, store, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new AdminException("the certificate that keytool made cannot be used: " + e.getMessage(), e);
        }
    }

    private static void keytool(Commands commands, Path store, List<String> who, List<String> extensions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "RSA", "-keysize", "2048"));
        command.addAll(List.of("-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
        command.addAll(who);
        extensions.forEach(extension -> command.addAll(List.of("-ext", extension)));
        commands.run(Duration.ofSeconds(60), "", command);
    }

    private static ServerCertificate read(Path folder, Path store, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        Certificate certificate = keys.getCertificate(SERVER);
        Key key = keys.getKey(SERVER, password);
        pem(folder.resolve("ca.pem"), "CERTIFICATE", certificate.getEncoded());
        pem(folder.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded());
        pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(SERVER, certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        keys.deleteEntry(SERVER);
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
        return new ServerCertificate(context);
    }

    private static void pem(Path file, String label, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n",
                StandardCharsets.US_ASCII);
    }

    /** For clients: trusts this certificate, and shows one of its own where the server asks. */
    public SSLContext context() {
        return context;
    }
}
