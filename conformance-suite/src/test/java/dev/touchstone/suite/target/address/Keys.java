package dev.touchstone.suite.target.address;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key pair that the JDK's keytool makes for one host name, its own authority: as PEM files for clients and as a context for servers. */
final class Keys {
    private static final String PASSWORD = "geheim";
    private static final String OPTIONS =
            "-J-XX:TieredStopAtLevel=1 -genkeypair -keyalg EC -groupname secp256r1 -validity 2"
                    + " -storetype PKCS12 -alias pair -storepass " + PASSWORD;

    private final Path folder;
    private final String host;
    private final KeyStore store;

    private Keys(Path folder, String host, KeyStore store) {
        this.folder = folder;
        this.host = host;
        this.store = store;
    }

    static Keys make(Path folder, String host) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(host + ".p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(OPTIONS.split(" ")));
        command.addAll(List.of("-dname", "CN=" + host, "-ext", "san=dns:" + host, "-keystore", file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Keys(folder, host, store);
    }

    /** The certificate alone, as {@code --ca} wants it. */
    Path certificate() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve(host + "-ca.pem"), certificatePem());
    }

    /** Certificate and private key, as {@code --cert} wants them. */
    Path certificateAndKey() throws IOException, GeneralSecurityException {
        String key =
                pem("PRIVATE KEY", store.getKey("pair", PASSWORD.toCharArray()).getEncoded());
        return Files.writeString(folder.resolve(host + "-cert.pem"), certificatePem() + key);
    }

    private String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate("pair").getEncoded());
    }

    private static String pem(String label, byte[] octets) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** A server with this pair that trusts clients with the other one. */
    SSLContext serverTrusting(Keys client) throws GeneralSecurityException, IOException {
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(store, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.store.getCertificate("pair"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
