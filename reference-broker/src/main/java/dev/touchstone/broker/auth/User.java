package dev.touchstone.broker.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of the broker.
 *
 * @param passwordHash null: no login is possible with a password
 * @param tags as given, unknown ones too (TAG-10)
 */
public record User(String name, @Nullable PasswordHash passwordHash, List<String> tags) {
    /** The tag that lets a publisher set any user-id (PUB-05). */
    public static final String IMPERSONATOR = "impersonator";

    /** Copies the tags. */
    public User {
        tags = List.copyOf(tags);
    }

    /** Whether the user may publish under another user-id. */
    public boolean isImpersonator() {
        return tags.contains(IMPERSONATOR);
    }
}
