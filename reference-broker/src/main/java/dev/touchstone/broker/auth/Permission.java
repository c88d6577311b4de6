package dev.touchstone.broker.auth;

/** The three kinds of access to a resource. */
public enum Permission {
    CONFIGURE,
    WRITE,
    READ
}
