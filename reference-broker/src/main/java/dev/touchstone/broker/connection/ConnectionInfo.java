package dev.touchstone.broker.connection;

import org.jspecify.annotations.Nullable;

/**
 * An open connection as listings show it.
 *
 * @param name {@code host:port -> host:port}
 * @param givenName {@code connection_name} of the client, or null (CONN-25)
 * @param state {@code running}; {@code flow} where it waits for memory; {@code blocking} under an alarm, and {@code blocked} from its first publish on
 *     (BLOCK-07)
 */
public record ConnectionInfo(
        String name, @Nullable String givenName, String user, String vhost, int channels, String state) {}
