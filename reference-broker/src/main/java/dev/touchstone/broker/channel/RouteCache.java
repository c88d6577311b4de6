package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Address;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the {@link Route} of an address by its octets as they stand in the frame, without making strings. One loop uses an instance. */
final class RouteCache {
    private static final int SLOTS = 256;
    private static final int MAX_ADDRESS_OCTETS = 512;

    private byte[] scratch = {};
    private @Nullable Route last;
    private @Nullable Route @Nullable [] table;

    /** The route of the two short strings at {@code at}, {@code length} octets in all; perhaps one that was never resolved. */
    Route find(ByteBuf in, int at, int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(64, Math.min(length * 2, MAX_ADDRESS_OCTETS))];
        }
        in.getBytes(at, scratch, 0, length);
        Route known = last;
        if (known != null && matches(known, length)) {
            return known;
        }
        Route found = known == null ? make(length) : lookup(length);
        last = found;
        return found;
    }

    private boolean matches(Route route, int length) {
        byte[] octets = route.address().octets();
        return octets.length == length && Arrays.equals(octets, 0, length, scratch, 0, length);
    }

    private Route lookup(int length) {
        @Nullable Route[] slots = table;
        if (slots == null) {
            slots = new @Nullable Route[SLOTS];
            table = slots;
        }
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + scratch[i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Route route = slots[slot];
        if (route == null || !matches(route, length)) {
            route = make(length);
            slots[slot] = route;
        }
        return route;
    }

    private Route make(int length) {
        return new Route(Address.wrap(Arrays.copyOf(scratch, length)));
    }
}
