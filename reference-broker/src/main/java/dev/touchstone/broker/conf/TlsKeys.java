package dev.touchstone.broker.conf;

import dev.touchstone.broker.BrokerConfig.ClientCertificates;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.Pem;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one set of TLS options.
 *
 * @param prefix such as {@code ssl_options.}
 */
record TlsKeys(Values values, String prefix) {
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
                verify ? new ClientCertificates(authorities, required) : ClientCertificates.IGNORED);
    }
}
