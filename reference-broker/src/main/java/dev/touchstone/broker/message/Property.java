package dev.touchstone.broker.message;

/** The fourteen properties of class basic, in the order of their flag bits (spec 4.2.6.1). */
public enum Property {
    CONTENT_TYPE(Kind.SHORT_STRING),
    CONTENT_ENCODING(Kind.SHORT_STRING),
    HEADERS(Kind.TABLE),
    DELIVERY_MODE(Kind.OCTET),
    PRIORITY(Kind.OCTET),
    CORRELATION_ID(Kind.SHORT_STRING),
    REPLY_TO(Kind.SHORT_STRING),
    EXPIRATION(Kind.SHORT_STRING),
    MESSAGE_ID(Kind.SHORT_STRING),
    TIMESTAMP(Kind.LONG),
    TYPE(Kind.SHORT_STRING),
    USER_ID(Kind.SHORT_STRING),
    APP_ID(Kind.SHORT_STRING),
    CLUSTER_ID(Kind.SHORT_STRING);

    /** How a property is written. */
    enum Kind {
        SHORT_STRING,
        TABLE,
        OCTET,
        LONG
    }

    /** All of them, without the copy that values() makes. */
    static final Property[] ALL = values();

    private final Kind kind;

    Property(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The bit that says whether the property is there. */
    int flag() {
        return 1 << (15 - ordinal());
    }
}
