package dev.touchstone.broker.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the properties in a content header, without making objects: what every publish must look at. The fields are those of the last
 * {@link #scan}; an instance belongs to one loop and is used again and again.
 */
public final class ContentScan {
    /** {@link #expirationMillis()} of a message without expiration. */
    public static final long NO_EXPIRATION = -1;

    /** {@link #expirationMillis()} where the property is no decimal integer from 0 to {@link #MAX_EXPIRATION_MILLIS} (PUB-07). */
    public static final long INVALID_EXPIRATION = -2;

    /** Ten years. */
    public static final long MAX_EXPIRATION_MILLIS = 315_360_000_000L;

    /** Class id, weight and body size stand before the flags. */
    static final int FLAGS_OFFSET = 12;

    private static final byte[] NOTHING = {};

    private byte[] octets = NOTHING;
    private int end;
    private int at;
    private int flags;
    private int headersAt;
    private int deliveryMode;
    private int priority;
    private int replyToAt;
    private int userIdAt;
    private int expirationAt;
    private long expirationMillis;

    /** Makes a scan without content. */
    public ContentScan() {}

    /**
     * Walks the payload of a content header in {@code octets[0, length)}. False if it is malformed, surplus octets included: 541 on RabbitMQ. The two
     * lowest flag bits say nothing, RabbitMQ ignores them (FRAME-19).
     */
    public boolean scan(byte[] octets, int length) {
        this.octets = octets;
        this.end = length;
        headersAt = -1;
        deliveryMode = -1;
        priority = -1;
        replyToAt = -1;
        userIdAt = -1;
        expirationAt = -1;
        expirationMillis = NO_EXPIRATION;
        if (length < FLAGS_OFFSET + 2) {
            return false;
        }
        flags = (octets[FLAGS_OFFSET] & 0xFF) << 8 | octets[FLAGS_OFFSET + 1] & 0xFF;
        at = FLAGS_OFFSET + 2;
        return (flags == 0 || walk()) && at == end;
    }

    private boolean walk() {
        if (has(Property.CONTENT_TYPE) && !skipShortString() || has(Property.CONTENT_ENCODING) && !skipShortString()) {
            return false;
        }
        if (has(Property.HEADERS)) {
            headersAt = at;
            if (!skipTable()) {
                return false;
            }
        }
        if (has(Property.DELIVERY_MODE)) {
            deliveryMode = octet();
        }
        if (has(Property.PRIORITY)) {
            priority = octet();
        }
        if (at > end || has(Property.CORRELATION_ID) && !skipShortString()) {
            return false;
        }
        if (has(Property.REPLY_TO)) {
            replyToAt = at;
            if (!skipShortString()) {
                return false;
            }
        }
        return walkTail();
    }

    private boolean walkTail() {
        if (has(Property.EXPIRATION)) {
            expirationAt = at;
            if (!skipShortString()) {
                return false;
            }
            expirationMillis = parseExpiration(expirationAt + 1, at);
        }
        if (has(Property.MESSAGE_ID) && !skipShortString()) {
            return false;
        }
        at += has(Property.TIMESTAMP) ? 8 : 0;
        if (at > end || has(Property.TYPE) && !skipShortString()) {
            return false;
        }
        if (has(Property.USER_ID)) {
            userIdAt = at;
            if (!skipShortString()) {
                return false;
            }
        }
        return !(has(Property.APP_ID) && !skipShortString()) && !(has(Property.CLUSTER_ID) && !skipShortString());
    }

    private boolean has(Property property) {
        return (flags & property.flag()) != 0;
    }

    private int octet() {
        int value = at < end ? octets[at] & 0xFF : 0;
        at++;
        return value;
    }

    private boolean skipShortString() {
        if (at >= end) {
            return false;
        }
        at += 1 + (octets[at] & 0xFF);
        return at <= end;
    }

    private boolean skipTable() {
        if (at + 4 > end) {
            return false;
        }
        int length = (octets[at] & 0xFF) << 24
                | (octets[at + 1] & 0xFF) << 16
                | (octets[at + 2] & 0xFF) << 8
                | octets[at + 3] & 0xFF;
        if (length < 0 || length > end - at - 4) {
            return false;
        }
        at += 4 + length;
        return true;
    }

    private long parseExpiration(int from, int to) {
        int digit = from;
        boolean negative = false;
        if (digit < to && (octets[digit] == '+' || octets[digit] == '-')) {
            negative = octets[digit] == '-';
            digit++;
        }
        if (digit == to) {
            return INVALID_EXPIRATION;
        }
        long value = 0;
        for (; digit < to; digit++) {
            int d = octets[digit] - '0';
            if (d < 0 || d > 9) {
                return INVALID_EXPIRATION;
            }
            value = Math.min(value * 10 + d, MAX_EXPIRATION_MILLIS + 1);
        }
        return value > MAX_EXPIRATION_MILLIS || negative && value > 0 ? INVALID_EXPIRATION : value;
    }

    /** Whether the message has a headers table; its entries are checked when they are decoded. */
    public boolean hasHeaders() {
        return headersAt >= 0;
    }

    /** The delivery mode, or -1. */
    public int deliveryMode() {
        return deliveryMode;
    }

    /** The priority, 0 to 255, or -1. */
    public int priority() {
        return priority;
    }

    /** Milliseconds to live, {@link #NO_EXPIRATION} or {@link #INVALID_EXPIRATION}. */
    public long expirationMillis() {
        return expirationMillis;
    }

    /** Whether reply-to is there and equals {@code text}. */
    public boolean replyToIs(byte[] text) {
        return replyToAt >= 0 && equalsAt(replyToAt, text);
    }

    /** Whether user-id is there and differs from {@code name}. */
    public boolean userIdDiffersFrom(byte[] name) {
        return userIdAt >= 0 && !equalsAt(userIdAt, name);
    }

    /** The expiration as it was sent, or null. */
    public @Nullable String expirationText() {
        return expirationAt < 0
                ? null
                : new String(octets, expirationAt + 1, octets[expirationAt] & 0xFF, StandardCharsets.UTF_8);
    }

    private boolean equalsAt(int start, byte[] text) {
        int length = octets[start] & 0xFF;
        return length == text.length && Arrays.equals(octets, start + 1, start + 1 + length, text, 0, text.length);
    }
}
