package dev.touchstone.broker.wire;

/** Offsets in the payload of a content header: class(2) weight(2) body-size(8) flags(2) properties. */
public final class ContentLayout {
    /** Where the weight stands. */
    public static final int WEIGHT_OFFSET = 2;

    /** Where the body size stands. */
    public static final int BODY_SIZE_OFFSET = 4;

    /** Where the property flags stand. */
    public static final int FLAGS_OFFSET = 12;

    private ContentLayout() {}
}
