package dev.touchstone.broker;

import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The user that a client's certificate stands for (AUTH-11). */
final class CertificateName {
    private static final String COMMON_NAME = "CN";

    private CertificateName() {}

    /** The distinguished name as RFC 2253 writes it, or the common name in it; null if it has none. */
    static @Nullable String of(X509Certificate certificate, boolean commonName) {
        String name = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        return commonName ? commonName(name) : name;
    }

    private static @Nullable String commonName(String distinguishedName) {
        try {
            for (Rdn part : new LdapName(distinguishedName).getRdns()) {
                if (part.getType().equalsIgnoreCase(COMMON_NAME)) {
                    return String.valueOf(part.getValue());
                }
            }
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("the JDK does not write names that it cannot read", e);
        }
        return null;
    }
}
