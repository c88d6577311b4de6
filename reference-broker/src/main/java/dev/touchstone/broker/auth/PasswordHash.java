package dev.touchstone.broker.auth;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** A password as RabbitMQ stores it: four octets of salt, then the digest over salt and password. */
public final class PasswordHash {
    private static final int SALT_OCTETS = 4;

    private final HashAlgorithm algorithm;
    private final byte[] saltAndDigest;

    private PasswordHash(HashAlgorithm algorithm, byte[] saltAndDigest) {
        this.algorithm = algorithm;
        this.saltAndDigest = saltAndDigest;
    }

    /** The hash of {@code password}, octets in UTF-8, with a salt that the caller drew at random. */
    public static PasswordHash of(byte[] password, HashAlgorithm algorithm, int salt) {
        byte[] salted = {(byte) (salt >>> 24), (byte) (salt >>> 16), (byte) (salt >>> 8), (byte) salt};
        return new PasswordHash(algorithm, hashed(salted, password, algorithm));
    }

    /**
     * The hash in the base64 form of definitions and of {@code password_hash} in the HTTP API.
     *
     * @throws IllegalArgumentException if it is not base64 or too short to hold a salt
     */
    public static PasswordHash parse(String base64, HashAlgorithm algorithm) {
        byte[] octets = Base64.getDecoder().decode(base64);
        if (octets.length < SALT_OCTETS) {
            throw new IllegalArgumentException("a password hash starts with four octets of salt");
        }
        return new PasswordHash(algorithm, octets);
    }

    private static byte[] hashed(byte[] salt, byte[] password, HashAlgorithm algorithm) {
        MessageDigest digest = algorithm.digest();
        digest.update(salt);
        byte[] hash = digest.digest(password);
        byte[] joined = Arrays.copyOf(salt, SALT_OCTETS + hash.length);
        System.arraycopy(hash, 0, joined, SALT_OCTETS, hash.length);
        return joined;
    }

    /** Whether this is the password; takes the same time wherever they differ. An empty password is never right (AUTH-09). */
    public boolean matches(byte[] password) {
        byte[] salt = Arrays.copyOf(saltAndDigest, SALT_OCTETS);
        return MessageDigest.isEqual(saltAndDigest, hashed(salt, password, algorithm)) && password.length > 0;
    }

    /** How it was made. */
    public HashAlgorithm algorithm() {
        return algorithm;
    }

    /** The base64 form. */
    public String encoded() {
        return Base64.getEncoder().encodeToString(saltAndDigest);
    }

    /** Says nothing about the hash, which must not reach a log. */
    @Override
    public String toString() {
        return "PasswordHash[" + algorithm + "]";
    }
}
