package dev.touchstone.reports.attestation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ed25519 keys as OpenSSL writes them: {@code openssl genpkey -algorithm ed25519 -out key.pem}, {@code openssl pkey -in key.pem
 * -pubout -out pub.pem}.
 */
public final class Keys {
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([\\s\\S]*?)-----END \\1-----");
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private Keys() {}

    /**
     * The private key of a PEM text (PKCS#8, not encrypted).
     *
     * @throws RefusedException if there is none, or one of another kind. The message never repeats what the text holds.
     */
    public static PrivateKey privateKey(String pem) throws RefusedException {
        byte[] octets = octets(pem, PRIVATE);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(octets));
        } catch (GeneralSecurityException e) {
            throw new RefusedException("it holds a private key, but none of Ed25519", e);
        }
    }

    /**
     * The public key of a PEM text (SubjectPublicKeyInfo).
     *
     * @throws RefusedException if there is none, or one of another kind
     */
    public static PublicKey publicKey(String pem) throws RefusedException {
        byte[] octets = octets(pem, PUBLIC);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(octets));
        } catch (GeneralSecurityException e) {
            throw new RefusedException("it holds a public key, but none of Ed25519", e);
        }
    }

    /** SHA-256 of the public key as it stands in its PEM file, in hexadecimal: a name for the key, no proof of anything. */
    public static String fingerprint(PublicKey key) {
        return sha256(key.getEncoded());
    }

    static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] octets(String pem, String wanted) throws RefusedException {
        Matcher block = PEM.matcher(pem);
        String found = "";
        while (block.find()) {
            if (block.group(1).equals(wanted)) {
                return decoded(block.group(2));
            }
            found = block.group(1);
        }
        if (found.isEmpty()) {
            throw new RefusedException("it is no PEM file with a " + wanted.toLowerCase(Locale.ROOT));
        }
        throw new RefusedException("it holds '" + found + "' where '" + wanted + "' is needed"
                + (found.startsWith("ENCRYPTED") ? ": decrypt it first, for example with 'openssl pkey'" : ""));
    }

    private static byte[] decoded(String base64) throws RefusedException {
        try {
            return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its key is not written in base64", e);
        }
    }
}
