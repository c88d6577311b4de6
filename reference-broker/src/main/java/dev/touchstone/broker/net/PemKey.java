package dev.touchstone.broker.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** A private key out of a PEM file, in PKCS#8 (RFC 5958), encrypted or not. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private PemKey() {}

    static PrivateKey read(Path file, char @Nullable [] password) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new InvalidKeyException("there is no private key in " + file);
        }
        byte[] octets = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> key(file, new PKCS8EncodedKeySpec(octets));
            case "ENCRYPTED PRIVATE KEY" -> key(file, decrypted(file, octets, password));
            default ->
                throw new InvalidKeyException("the key in " + file + " is not in PKCS#8 but " + block.group(1)
                        + "; 'openssl pkcs8 -topk8 -nocrypt' converts it");
        };
    }

    private static PKCS8EncodedKeySpec decrypted(Path file, byte[] octets, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        if (password == null) {
            throw new InvalidKeyException("the key in " + file + " is encrypted and needs a password");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(octets);
        try {
            // With PBES2 the parameters are named after the algorithm, which is what the JDK wants to hear.
            String algorithm = info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException(
                    "the key in " + file + " cannot be decrypted with the password that is configured", e);
        }
    }

    private static PrivateKey key(Path file, PKCS8EncodedKeySpec octets) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = key(algorithm, octets);
            if (key != null) {
                return key;
            }
        }
        throw new InvalidKeyException("the key in " + file + " is of none of the kinds " + ALGORITHMS);
    }

    /** The octets as a key of that kind, or null: they do not say of which they are. */
    private static @Nullable PrivateKey key(String algorithm, PKCS8EncodedKeySpec octets)
            throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(octets);
        } catch (InvalidKeySpecException e) {
            return null;
        }
    }
}
