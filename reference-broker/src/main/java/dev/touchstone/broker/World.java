package dev.touchstone.broker;

import dev.touchstone.broker.net.Loops;
import java.security.SecureRandom;
import java.util.Base64;

/** What comes in from outside: loops, the broker's clock, entropy. */
final class World {
    private static final int NAME_OCTETS = 16;
    private static final Base64.Encoder NAMES = Base64.getUrlEncoder().withoutPadding();

    private final Loops loops;
    private final BrokerClock clock = new BrokerClock();
    private final SecureRandom random = new SecureRandom();

    World(BrokerConfig config) {
        loops = new Loops(config.loops(), config.nativeTransport());
    }

    Loops loops() {
        return loops;
    }

    BrokerClock clock() {
        return clock;
    }

    /** 22 URL-safe characters that nobody can guess. */
    String uniqueName() {
        byte[] octets = new byte[NAME_OCTETS];
        random.nextBytes(octets);
        return NAMES.encodeToString(octets);
    }

    /** 64 random bits. */
    long entropy() {
        return random.nextLong();
    }

    int salt() {
        return random.nextInt();
    }
}
