package dev.touchstone.reports.attestation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.reports.view.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

/**
 * A DSSE envelope (github.com/secure-systems-lab/dsse, protocol v1): a payload, its type, and signatures over both. Signed is the
 * encoding {@code DSSEv1 LENGTH TYPE LENGTH PAYLOAD}, so that a payload cannot be passed off as another type.
 */
public final class Envelope {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Envelope() {}

    /**
     * Signs.
     *
     * @param key an Ed25519 key
     * @return the envelope as JSON with a newline at the end
     * @throws IllegalArgumentException if the key is none of Ed25519
     */
    public static String sign(String payloadType, byte[] payload, PrivateKey key) {
        ObjectNode envelope = MAPPER.createObjectNode();
        envelope.put("payloadType", payloadType);
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(signature(encoded(payloadType, payload), key)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(envelope)
                            .replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an envelope of three fields can be written", e);
        }
    }

    /**
     * The payload of an envelope that this key signed.
     *
     * @param envelope the text of the file
     * @param payloadType the only type that is accepted
     * @throws RefusedException if it is no envelope, of another type, or no signature in it is by this key over what it holds now
     */
    public static byte[] open(String envelope, String payloadType, PublicKey key) throws RefusedException {
        JsonNode parts = parse(envelope);
        if (!parts.path("payloadType").isTextual() || !parts.path("payload").isTextual()) {
            throw new RefusedException("it is no DSSE envelope: payloadType or payload is missing");
        }
        String type = parts.path("payloadType").textValue();
        if (!payloadType.equals(type)) {
            throw new RefusedException(
                    "its payload type is '" + printable(type) + "', and only '" + payloadType + "' is accepted");
        }
        byte[] payload = base64(parts.path("payload").textValue(), "payload");
        if (parts.path("signatures").isEmpty()) {
            throw new RefusedException("nobody signed it");
        }
        byte[] signed = encoded(type, payload);
        for (JsonNode signature : parts.path("signatures")) {
            if (holds(signed, base64(signature.path("sig").asText(), "signature"), key)) {
                return payload;
            }
        }
        throw new RefusedException(
                "its signature does not hold: it was changed after it was signed, or it was signed with another key");
    }

    /** What is signed: DSSE's pre-authentication encoding. Lengths count octets. */
    static byte[] encoded(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] signature(byte[] octets, PrivateKey key) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(octets);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key cannot sign with Ed25519", e);
        }
    }

    private static boolean holds(byte[] octets, byte[] signature, PublicKey key) throws RefusedException {
        try {
            Signature checker = Signature.getInstance("Ed25519");
            checker.initVerify(key);
            checker.update(octets);
            return checker.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new RefusedException("the key is none of Ed25519", e);
        }
    }

    private static JsonNode parse(String text) throws RefusedException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RefusedException("it is no JSON", e);
        }
    }

    /** DSSE allows both alphabets of base64. */
    private static byte[] base64(String text, String what) throws RefusedException {
        try {
            return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
                    ? Base64.getUrlDecoder().decode(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its " + what + " is not written in base64", e);
        }
    }

    private static String printable(String text) {
        return SafeText.cut(SafeText.line(text), 100);
    }
}
