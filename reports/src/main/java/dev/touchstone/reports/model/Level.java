package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How binding a rule is. In JSON and on paper a level is its code. */
public enum Level {
    /** Binding by the AMQP 0-9-1 specification. */
    AMQP_BINDING("S!", "binding by AMQP 0-9-1"),
    /** Binding by RabbitMQ's documentation. */
    DOCUMENTED_BINDING("D!", "binding by RabbitMQ's documentation"),
    /** What the implementation does; nobody promised it. */
    IMPLEMENTATION("I", "what the implementation does"),
    /** A quirk, pinned per profile; a foreign broker may differ. */
    QUIRK("Q", "a quirk, pinned per profile");

    private final String code;
    private final String meaning;

    Level(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The code of the catalogue: {@code S!}, {@code D!}, {@code I} or {@code Q}. */
    @JsonValue
    public String code() {
        return code;
    }

    /** What the level says, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether a broker that claims the profile must follow: S! and D!. */
    public boolean isBinding() {
        return this == AMQP_BINDING || this == DOCUMENTED_BINDING;
    }

    /**
     * The level of a code.
     *
     * @throws IllegalArgumentException if the code is none of the four
     */
    @JsonCreator
    public static Level ofCode(String code) {
        for (Level level : values()) {
            if (level.code.equals(code)) {
                return level;
            }
        }
        throw new IllegalArgumentException("A level is one of S!, D!, I, Q, not " + code);
    }
}
