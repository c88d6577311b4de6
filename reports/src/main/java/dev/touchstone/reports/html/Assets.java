package dev.touchstone.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What is written into the page as it is.
 *
 * @param css the style sheet
 * @param script the script
 */
public record Assets(String css, String script) {
    static Assets load() {
        return new Assets(resource("certificate.css"), resource("certificate.js"));
    }

    /** Both elements; their content is ours, so it is not escaped, and it must not end its own element. */
    public String styleElement() {
        return "<style>" + css + "</style>";
    }

    /** The script element. */
    public String scriptElement() {
        return "<script>" + script + "</script>";
    }

    /** A Content-Security-Policy that allows this style, this script and nothing else. */
    public String policy() {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" + base64(css)
                + "'; script-src 'sha256-" + base64(script) + "'";
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
