package dev.touchstone.broker;

import java.util.List;

/**
 * What a TLS listener agrees on with its clients.
 *
 * @param versions by Java's names, such as {@code TLSv1.2}; empty for those that Java has switched on
 * @param ciphers by Java's names, the best first; empty for Java's own
 * @param serversOrder whether the order of the server counts, not that of the client
 */
public record TlsRules(List<String> versions, List<String> ciphers, boolean serversOrder) {
    /** As Java has it. */
    public static final TlsRules USUAL = new TlsRules(List.of(), List.of(), true);

    /** Copies the lists. */
    public TlsRules {
        versions = List.copyOf(versions);
        ciphers = List.copyOf(ciphers);
    }
}
