package dev.touchstone.broker.channel;

import dev.touchstone.broker.vhost.Caller;
import java.nio.charset.StandardCharsets;

/** Who speaks on a connection that is open, and what was agreed with them. */
public final class Session {
    private final VhostScope scope;
    private final Caller caller;
    private final String userName;
    private final byte[] userNameOctets;
    private final Agreement agreement;

    /**
     * What client and broker agreed on.
     *
     * @param connectionName how the connection is called in listings
     * @param cancelNotify whether the client wants {@code basic.cancel} from the broker (CONS-09)
     * @param maxMessageOctets bodies above it are refused (PUB-03)
     */
    public record Agreement(String connectionName, boolean cancelNotify, long maxMessageOctets) {}

    /** The session of {@code userName} in {@code scope}. */
    public Session(VhostScope scope, Caller caller, String userName, Agreement agreement) {
        this.scope = scope;
        this.caller = caller;
        this.userName = userName;
        this.userNameOctets = userName.getBytes(StandardCharsets.UTF_8);
        this.agreement = agreement;
    }

    /** The virtual host. */
    public VhostScope scope() {
        return scope;
    }

    /** The user as virtual host and permissions see them. */
    public Caller caller() {
        return caller;
    }

    /** The login name. */
    public String userName() {
        return userName;
    }

    byte[] userNameOctets() {
        return userNameOctets;
    }

    Agreement agreement() {
        return agreement;
    }
}
