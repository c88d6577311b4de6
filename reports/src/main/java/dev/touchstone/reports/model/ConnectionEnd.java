package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The second verdict of a case: how its connection ended.
 *
 * @param kind the way it ended
 * @param code reply code of the peer's connection.close; 0 unless {@link Kind#CLOSED_BY_PEER}
 * @param text reply text of the peer, or a remark; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ConnectionEnd(@JsonProperty("kind") Kind kind, int code, String text) {
    /** The ways in which a connection can end. */
    public enum Kind {
        /** The case used no connection of its own, or nobody looked. */
        NONE("not looked at"),
        /** We said close, the peer said close-ok. */
        CLEAN_CLOSE("closed cleanly"),
        /** The peer sent connection.close. */
        CLOSED_BY_PEER("closed by the broker"),
        /** The peer reset the TCP connection. */
        RESET("reset"),
        /** The peer left it open to the end of the case. */
        LEFT_OPEN("left open"),
        /** The socket ended without a close method. */
        SILENT_EOF("ended without a close");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** A few words for people. */
        public String label() {
            return label;
        }
    }

    /** Nobody looked. */
    public static final ConnectionEnd NONE = of(Kind.NONE);

    public ConnectionEnd {
        kind = kind == null ? Kind.NONE : kind;
        text = Texts.orEmpty(text);
        if (code < 0 || code > 65_535) {
            throw new IllegalArgumentException("A reply code is 0 to 65535, not " + code);
        }
    }

    /** An end without code or text. */
    public static ConnectionEnd of(Kind kind) {
        return new ConnectionEnd(kind, 0, "");
    }

    /** The peer sent connection.close with this reply code and text. */
    public static ConnectionEnd closedByPeer(int code, @Nullable String text) {
        return new ConnectionEnd(Kind.CLOSED_BY_PEER, code, text == null ? "" : text);
    }

    /** One line for people, for example {@code closed by the broker, 504 CHANNEL_ERROR - …}. */
    @JsonIgnore
    public String describe() {
        StringBuilder line = new StringBuilder(kind.label());
        if (code != 0) {
            line.append(", ").append(code);
        }
        if (!text.isEmpty()) {
            line.append(code != 0 ? " " : ", ").append(text);
        }
        return line.toString();
    }
}
