package dev.touchstone.suite.cases.auth;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

/** Mechanism EXTERNAL: the certificate of the client is its name and its proof. */
@Conformance
@Needs({Capability.TLS, Capability.ADMIN})
class ExternalCases {
    @Test
    @Rule("AUTH-11")
    void externalTakesTheNameFromTheCertificateAndNoPassword(Lab lab) {
        logInByCertificate(lab);
    }

    @Test
    @NodeWide(config = {"auth_mechanisms.1 = PLAIN", "auth_mechanisms.2 = AMQPLAIN", "auth_mechanisms.3 = EXTERNAL"})
    @Rule({"AUTH-11", "AUTH-01"})
    void externalIsOfferedOverTlsOnlyWhereItIsConfigured(Lab lab) {
        needExternal(lab.dial(tls(lab)).start());
        String overTcp = lab.dial().start().text("mechanisms");
        Expect.that(!overTcp.contains("EXTERNAL"), "no EXTERNAL without TLS", () -> overTcp);
        logInByCertificate(lab);
    }

    private static Endpoint tls(Lab lab) {
        return lab.target()
                .tlsEndpoint()
                .orElseThrow(() -> new UnsupportedByTarget(Capability.TLS))
                .withVirtualHost(lab.endpoint().virtualHost());
    }

    private static void logInByCertificate(Lab lab) {
        Endpoint tls = tls(lab);
        Handshake external = Handshake.of(tls).withLogin("EXTERNAL", new byte[0]);
        Dialogue stranger = lab.dial(tls);
        needExternal(stranger.start());
        String user = nameInCertificate(stranger);
        stranger.startOk(external);
        stranger.expectConnectionClose(403);
        lab.admin().addUser(user, "unused");
        try {
            // From here on the user has no password at all, so nothing but the certificate can let it in.
            lab.admin().clearPassword(user);
            Dialogue refused = lab.dial(tls);
            refused.tuneOk(external, refused.login(external));
            refused.connectionOpen(tls.virtualHost());
            MethodFields close = refused.expectConnectionClose(530);
            lab.expectText("refused for user '" + user + "'", close.text("reply-text"));
            lab.admin().setPermissions(user, tls.virtualHost(), Permissions.ALL);
            lab.dial(tls).open(external);
        } finally {
            lab.admin().deleteUser(user);
        }
    }

    private static void needExternal(MethodFields start) {
        if (!List.of(start.text("mechanisms").split(" ")).contains("EXTERNAL")) {
            throw new UnsupportedByTarget("the TLS listener offers no EXTERNAL, only " + start.text("mechanisms"));
        }
    }

    /** The distinguished name of the certificate that we showed, as RFC 2253 writes it. */
    private static String nameInCertificate(Dialogue dialogue) {
        if (dialogue.probe().socket() instanceof SSLSocket socket) {
            Certificate[] shown = socket.getSession().getLocalCertificates();
            if (shown != null && shown[0] instanceof X509Certificate certificate) {
                return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            }
        }
        throw new UnsupportedByTarget("the key store of this run holds no certificate that the broker asked for");
    }
}
