package dev.touchstone.suite.target.address;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user said about reaching a target beside its address; it wins over the address's query.
 *
 * @param managementUri the management HTTP API, possibly with a login of its own; empty: look for it
 * @param certificateAuthority PEM file with certificates to trust instead of the JDK's
 * @param clientCertificate PEM file with our certificate chain and its private key (PKCS #8)
 * @param insecure trust any certificate of any host
 */
public record AddressOptions(
        Optional<URI> managementUri,
        Optional<Path> certificateAuthority,
        Optional<Path> clientCertificate,
        boolean insecure) {
    /** Nothing said. */
    public static AddressOptions none() {
        return new AddressOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public AddressOptions withManagementUri(URI uri) {
        return new AddressOptions(Optional.of(uri), certificateAuthority, clientCertificate, insecure);
    }

    @Override
    public String toString() {
        return "options of an address (not shown)";
    }
}
