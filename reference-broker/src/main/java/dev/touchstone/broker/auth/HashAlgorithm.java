package dev.touchstone.broker.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How RabbitMQ hashes passwords: a digest over salt and password. */
public enum HashAlgorithm {
    /** {@code rabbit_password_hashing_sha256}, the default. */
    SHA256("SHA-256", "rabbit_password_hashing_sha256"),
    /** {@code rabbit_password_hashing_sha512}. */
    SHA512("SHA-512", "rabbit_password_hashing_sha512"),
    /** {@code rabbit_password_hashing_md5}, for hashes from versions before 3.6. */
    MD5("MD5", "rabbit_password_hashing_md5");

    private final String digestName;
    private final String moduleName;

    HashAlgorithm(String digestName, String moduleName) {
        this.digestName = digestName;
        this.moduleName = moduleName;
    }

    /** The name in definitions and in {@code hashing_algorithm} of the HTTP API. */
    public String moduleName() {
        return moduleName;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(digestName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digestName, e);
        }
    }
}
