package dev.touchstone.broker.conf;

import dev.touchstone.broker.BrokerConfig.ClientCertificates;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.Pem;
import dev.touchstone.broker.TlsRules;
import dev.touchstone.broker.conf.ConfFile.Entry;
import dev.touchstone.broker.net.Tls;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one set of TLS options.
 *
 * @param prefix such as {@code ssl_options.}
 */
record TlsKeys(Values values, String prefix) {
    /** RabbitMQ's names of versions, and Java's. */
    private static final Map<String, String> VERSIONS =
            Map.of("tlsv1.3", "TLSv1.3", "tlsv1.2", "TLSv1.2", "tlsv1.1", "TLSv1.1", "tlsv1", "TLSv1");

    private static final String AMQP = "ssl_options.";
    private static final String VERSIONS_ALLOWED = "tlsv1.3, tlsv1.2, tlsv1.1, tlsv1";

    /** Certificate, key, and who may sign clients' certificates; null if neither certificate nor key is named. */
    @Nullable
    Identity identity() {
        Path certificate = values.file(prefix + "certfile");
        Path key = values.file(prefix + "keyfile");
        Path authorities = values.file(prefix + "cacertfile");
        String password = values.text(prefix + "password");
        boolean verify = values.choice(prefix + "verify", false, Map.of("verify_peer", true, "verify_none", false));
        boolean required = values.flag(prefix + "fail_if_no_peer_cert", false);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("TLS needs both " + prefix + "certfile and " + prefix + "keyfile");
        }
        if (verify && authorities == null) {
            throw new IllegalArgumentException(prefix + "verify = verify_peer needs " + prefix + "cacertfile");
        }
        return new Identity(
                new Pem(certificate, key, password),
                verify ? new ClientCertificates(authorities, required) : ClientCertificates.IGNORED,
                rules());
    }

    /** RabbitMQ goes by the client's order unless it is told otherwise. */
    private TlsRules rules() {
        SSLParameters known = supported();
        return new TlsRules(
                names("versions.", List.of(known.getProtocols()), TlsKeys::version, "one of " + VERSIONS_ALLOWED),
                names(
                        "ciphers.",
                        List.of(known.getCipherSuites()),
                        TlsKeys::cipher,
                        "the name of a cipher suite, such as ECDHE-RSA-AES256-GCM-SHA384 or TLS_AES_256_GCM_SHA384"),
                // Vert.x has no such switch, and its engines go by the order of the server.
                !prefix.equals(AMQP) || values.flag(prefix + "honor_cipher_order", false));
    }

    /** By Java's names. What Java has not is left out with a warning, as Erlang leaves it out; something has to remain. */
    private List<String> names(String family, List<String> known, UnaryOperator<String> translation, String allowed) {
        List<String> names = new ArrayList<>();
        List<Entry> entries = values.under(prefix + family);
        for (Entry entry : entries) {
            String name = translation.apply(entry.value());
            if (name.isEmpty()) {
                throw values.wrong(entry, allowed);
            } else if (known.contains(name)) {
                names.add(name);
            } else {
                values.warn(entry, "Java does not have " + entry.value() + " or has it switched off; it is left out");
            }
        }
        if (names.isEmpty() && !entries.isEmpty()) {
            throw values.wrong(entries.get(0), allowed + " that Java has switched on");
        }
        return names;
    }

    private static String version(String name) {
        return VERSIONS.getOrDefault(name, "");
    }

    /** OpenSSL's names and those of the standards are both in use. */
    private static String cipher(String name) {
        if (name.startsWith("TLS_")) {
            return name;
        }
        String found = Tls.javaCipher(name);
        return found == null ? "" : found;
    }

    private static SSLParameters supported() {
        try {
            SSLContext context = SSLContext.getDefault();
            SSLParameters usual = context.getDefaultSSLParameters();
            usual.setCipherSuites(context.getSupportedSSLParameters().getCipherSuites());
            return usual;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
