package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who was judged.
 *
 * @param name the target as it was asked for, for example {@code embedded}, {@code command:rabbitmq} or a URI without credentials
 * @param uri where it listened, without credentials; may be empty
 * @param product product that the server named in connection.start
 * @param version version that the server named
 * @param platform platform that the server named
 * @param capabilities what was detected or declared: true where the target has it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetInfo(
        String name,
        String uri,
        String product,
        String version,
        String platform,
        SortedMap<String, Boolean> capabilities) {
    /**
     * @throws IllegalArgumentException if the name is blank, or if name or URI may hold credentials. The message does not repeat them.
     */
    public TargetInfo {
        name = Texts.required("name of the target", name);
        uri = Texts.orEmpty(uri);
        rejectCredentials("name", name.contains("://") ? name : "");
        rejectCredentials("URI", uri);
        product = Texts.orEmpty(product);
        version = Texts.orEmpty(version);
        platform = Texts.orEmpty(platform);
        SortedMap<String, Boolean> safe = new TreeMap<>();
        if (capabilities != null) {
            capabilities.forEach((capability, present) -> safe.put(Texts.orEmpty(capability), present));
        }
        capabilities = Collections.unmodifiableSortedMap(safe);
    }

    /** A target of which only name and address are known. */
    public static TargetInfo of(String name, String uri) {
        return new TargetInfo(name, uri, "", "", "", new TreeMap<>());
    }

    /** The same target with what its server said about itself. */
    public TargetInfo withServer(String serverProduct, String serverVersion, String serverPlatform) {
        return new TargetInfo(name, uri, serverProduct, serverVersion, serverPlatform, capabilities);
    }

    /** The same target with what it can do. */
    public TargetInfo withCapabilities(Map<String, Boolean> present) {
        return new TargetInfo(name, uri, product, version, platform, new TreeMap<>(present));
    }

    /** Product and version for a headline; the name where the server said nothing. */
    public String headline() {
        return product.isBlank() ? name : (product + " " + version).strip();
    }

    /**
     * A URI as it may be stored: user-info and query are dropped, an at sign in the virtual host is written as {@code %40}.
     *
     * @param uri any text; what is no URI comes back unchanged but for the at signs
     */
    public static String withoutCredentials(String uri) {
        int scheme = uri.indexOf("://");
        int query = uri.indexOf('?');
        String bare = query < 0 ? uri : uri.substring(0, query);
        if (scheme < 0 || scheme + 3 > bare.length()) {
            return bare.replace("@", "%40");
        }
        String prefix = bare.substring(0, scheme + 3);
        String rest = bare.substring(scheme + 3);
        int slash = rest.indexOf('/');
        int at = slash < 0 ? rest.lastIndexOf('@') : rest.lastIndexOf('@', slash);
        return prefix + rest.substring(at + 1).replace("@", "%40");
    }

    /** An at sign anywhere is refused: an unescaped slash in a password moves the real one behind the first slash. */
    private static void rejectCredentials(String what, String uri) {
        if (uri.indexOf('@') >= 0 || uri.contains("password=")) {
            throw new IllegalArgumentException(
                    "The " + what + " of a target must not hold credentials: leave out user:password@"
                            + " and password=, write an at sign in a virtual host as %40");
        }
    }
}
