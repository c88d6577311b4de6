package dev.touchstone.broker.message;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published message, immutable and shared by every queue that holds it. A small one is a single heap array of exactly header and body; a large
 * body is one pooled buffer of exactly its size, counted: whoever makes a message owns one count, whoever keeps it retains once and releases once.
 * For small messages counting does nothing.
 */
public final class Message {
    /** Bodies up to this many octets live in the heap array beside their header. */
    public static final int SMALL_BODY_OCTETS = 8192;

    private final Address address;
    private final byte[] octets;
    private final int headerLength;
    private final int bodySize;
    private final @Nullable ByteBuf largeBody;
    private final boolean persistent;
    private final short priority;
    private final long expirationMillis;
    private final List<String> senderKeys;
    private @Nullable BasicProperties properties;

    private Message(
            Address address,
            byte[] octets,
            int headerLength,
            @Nullable ByteBuf largeBody,
            ContentScan scan,
            List<String> senderKeys) {
        this.address = address;
        this.octets = octets;
        this.headerLength = headerLength;
        this.largeBody = largeBody;
        this.bodySize = largeBody == null ? octets.length - headerLength : largeBody.readableBytes();
        this.persistent = scan.deliveryMode() == 2;
        this.priority = (short) Math.max(0, scan.priority());
        this.expirationMillis = scan.expirationMillis();
        this.senderKeys = senderKeys;
    }

    private Message(Message same, BasicProperties seen) {
        this.address = same.address;
        this.octets = same.octets;
        this.headerLength = same.headerLength;
        this.largeBody = same.largeBody == null ? null : same.largeBody.retain();
        this.bodySize = same.bodySize;
        this.persistent = same.persistent;
        this.priority = same.priority;
        this.expirationMillis = same.expirationMillis;
        this.senderKeys = same.senderKeys;
        this.properties = seen;
    }

    /** A message whose array holds the content header's payload, {@code headerLength} octets, and the whole body; keeps the array. {@code scan} is of this header. */
    public static Message small(Address address, byte[] octets, int headerLength, ContentScan scan) {
        return new Message(address, octets, headerLength, null, scan, List.of());
    }

    /** A message with a large body, whose count passes to the message. */
    public static Message large(Address address, byte[] header, ByteBuf body, ContentScan scan) {
        return new Message(address, header, header.length, body, scan, List.of());
    }

    /**
     * A message as it was kept elsewhere: the content header's payload as it came, the body, and the keys from CC and BCC. The arrays are kept, not
     * copied. The caller owns one count.
     *
     * @param body null if {@code octets} holds header and body
     * @throws IllegalArgumentException if that is no content header
     */
    public static Message restored(
            Address address, byte[] octets, int headerLength, byte @Nullable [] body, List<String> senderKeys) {
        ContentScan scan = new ContentScan();
        if (!scan.scan(octets, headerLength)) {
            throw new IllegalArgumentException("no content header");
        }
        return new Message(
                address, octets, headerLength, body == null ? null : Unpooled.wrappedBuffer(body), scan, senderKeys);
    }

    /** A message from decoded parts: for what the broker itself publishes, and for tests. */
    public static Message of(Address address, BasicProperties properties, byte[] body) {
        ByteBuf header = header(properties, body.length);
        int length = header.readableBytes();
        byte[] octets = Arrays.copyOf(header.array(), length + body.length);
        System.arraycopy(body, 0, octets, length, body.length);
        return new Message(address, octets, length, null, scanned(octets, length), List.of());
    }

    /**
     * This body under another address, with other properties and other keys from CC and BCC. The caller owns one count of the result.
     */
    public Message with(Address newAddress, BasicProperties newProperties, List<String> newSenderKeys) {
        ByteBuf header = header(newProperties, bodySize);
        int length = header.readableBytes();
        ByteBuf large = largeBody;
        byte[] changed = Arrays.copyOf(header.array(), large == null ? length + bodySize : length);
        if (large == null) {
            System.arraycopy(octets, headerLength, changed, length, bodySize);
        } else {
            large.retain();
        }
        return new Message(newAddress, changed, length, large, scanned(changed, length), newSenderKeys);
    }

    /** This message as it is dead-lettered: another address and headers, no expiration. The caller owns one count of the result. */
    public Message deadLettered(String exchange, String routingKey, List<String> newSenderKeys, FieldTable headers) {
        BasicProperties changed = properties().with(Property.HEADERS, headers).with(Property.EXPIRATION, null);
        return with(Address.of(exchange, routingKey), changed, newSenderKeys);
    }

    /**
     * The same octets for whoever receives it, but with other properties for the broker's own eyes: for routing, and for what is made from it later. The
     * caller owns one count of the result.
     */
    public Message seenWith(BasicProperties others) {
        return new Message(this, others);
    }

    /** The payload of a content header, in an array of its own from index 0 on. */
    private static ByteBuf header(BasicProperties properties, long bodySize) {
        ByteBuf out = Unpooled.buffer(256);
        out.writeShort(60).writeShort(0).writeLong(bodySize);
        properties.encode(out);
        return out;
    }

    private static ContentScan scanned(byte[] octets, int headerLength) {
        ContentScan scan = new ContentScan();
        if (!scan.scan(octets, headerLength)) {
            throw new IllegalArgumentException("the properties do not fit a content header");
        }
        return scan;
    }

    /** Where it was published to. */
    public Address address() {
        return address;
    }

    /** The exchange's name. */
    public String exchange() {
        return address.exchange();
    }

    /** The routing key. */
    public String routingKey() {
        return address.routingKey();
    }

    /** Octets of the body, 0 and up. */
    public int bodySize() {
        return bodySize;
    }

    /** Octets of memory that the message pins, about: header, body and the object. */
    public long memorySize() {
        return 64L + headerLength + bodySize;
    }

    /** Whether delivery-mode is 2. */
    public boolean persistent() {
        return persistent;
    }

    /** The priority property, 0 to 255; 0 if absent. */
    public int priority() {
        return priority;
    }

    /** The expiration property in milliseconds, or {@link ContentScan#NO_EXPIRATION}. */
    public long expirationMillis() {
        return expirationMillis;
    }

    /** The expiration property as it was sent, or null. */
    public @Nullable String expiration() {
        return expirationMillis == ContentScan.NO_EXPIRATION
                ? null
                : properties().text(Property.EXPIRATION);
    }

    /** Routing keys from the headers CC and BCC, in that order; empty if there are none (CC-01). BCC is no longer among the headers (CC-02). */
    public List<String> senderKeys() {
        return senderKeys;
    }

    /** The properties, decoded at the first call. */
    public BasicProperties properties() {
        BasicProperties known = decoded();
        if (known == null) {
            throw new IllegalStateException("a header that was checked at publish cannot be decoded");
        }
        return known;
    }

    /** Whether the headers table can be decoded; to be asked once, where a message comes in. */
    public boolean headersAreSound() {
        return decoded() != null;
    }

    private @Nullable BasicProperties decoded() {
        if (properties == null) {
            ByteBuf flags =
                    Unpooled.wrappedBuffer(octets, ContentScan.FLAGS_OFFSET, headerLength - ContentScan.FLAGS_OFFSET);
            try {
                properties = BasicProperties.decode(flags);
            } catch (SilentCloseException e) {
                return null;
            }
        }
        return properties;
    }

    /** The headers table, empty if absent. */
    public FieldTable headers() {
        return properties().headers();
    }

    /** The array that starts with the content header's payload; of a small message the body follows at once. Not to be changed. */
    public byte[] octets() {
        return octets;
    }

    /** Octets of the content header's payload. */
    public int headerLength() {
        return headerLength;
    }

    /** The body of a large message, not retained for the caller; null for a small one. */
    public @Nullable ByteBuf largeBody() {
        return largeBody;
    }

    /** A copy of the body. */
    public byte[] body() {
        byte[] body = new byte[bodySize];
        ByteBuf large = largeBody;
        if (large != null) {
            large.getBytes(large.readerIndex(), body);
        } else {
            System.arraycopy(octets, headerLength, body, 0, bodySize);
        }
        return body;
    }

    /** One more holder. */
    public void retain() {
        if (largeBody != null) {
            largeBody.retain();
        }
    }

    /** One holder less; the last one gives a large body back to its pool. */
    public void release() {
        if (largeBody != null) {
            largeBody.release();
        }
    }
}
