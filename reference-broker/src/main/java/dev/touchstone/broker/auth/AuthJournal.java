package dev.touchstone.broker.auth;

/** Hears what changed in an {@link AuthStore}, on the thread that changed it, one change at a time and in their order. */
public interface AuthJournal {
    /** A user is new or has another password or other tags. */
    void user(User user);

    /** A user is gone. */
    void userGone(String name);

    /** A user's permissions in a virtual host are new or other ones. */
    void permissions(String user, String vhost, Permissions permissions);

    /** A user has no permissions in a virtual host any more. */
    void permissionsGone(String user, String vhost);

    /** A user's permissions for a topic exchange are new or other ones. */
    void topicPermissions(String user, String vhost, String exchange, TopicPermissions permissions);

    /** A user has no permissions for a topic exchange any more. */
    void topicPermissionsGone(String user, String vhost, String exchange);
}
