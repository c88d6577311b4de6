package dev.touchstone.suite.target.address;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code amqp://} or {@code amqps://} address by RabbitMQ's URI specification and its query parameters
 * (rabbitmq.com/uri-spec.html, rabbitmq.com/uri-query-parameters.html).
 *
 * <p>User, password, host and virtual host are percent-decoded. Without a user it is guest with password guest; without a host
 * localhost; without a port 5672, or 5671 for amqps. Without a path the virtual host is {@code /}; a path of nothing but a slash
 * names the virtual host whose name is empty, as the specification says.
 *
 * @param tls amqps
 * @param user login name
 * @param password never shown
 * @param host name or address, an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param virtualHost decoded
 * @param parameters the query, by name; each was checked
 */
public record AmqpAddress(
        boolean tls,
        String user,
        String password,
        String host,
        int port,
        String virtualHost,
        Map<String, String> parameters) {
    private static final Set<String> NUMBERS = Set.of("heartbeat", "connection_timeout", "channel_max", "frame_max");
    private static final Set<String> FILES = Set.of("cacertfile", "certfile", "keyfile");
    private static final Set<String> OTHERS = Set.of("server_name_indication");

    public AmqpAddress {
        parameters = Map.copyOf(parameters);
    }

    /** True if the text begins like an AMQP address. */
    public static boolean looksLikeOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("amqp://") || lower.startsWith("amqps://");
    }

    /**
     * Reads an address.
     *
     * @throws AddressException if it is none; the message holds no credentials
     */
    public static AmqpAddress parse(String text) {
        if (!looksLikeOne(text)) {
            throw new AddressException("an address begins with amqp:// or amqps://");
        }
        if (text.indexOf('#') >= 0) {
            throw new AddressException("an address has no fragment: write %23 for the sign #");
        }
        boolean tls = text.toLowerCase(Locale.ROOT).startsWith("amqps");
        String rest = text.substring(text.indexOf("://") + 3);
        int question = rest.indexOf('?');
        Map<String, String> parameters = question < 0 ? Map.of() : query(rest.substring(question + 1));
        String hierarchy = question < 0 ? rest : rest.substring(0, question);
        int slash = hierarchy.indexOf('/');
        String authority = slash < 0 ? hierarchy : hierarchy.substring(0, slash);
        String virtualHost = slash < 0 ? "/" : virtualHost(hierarchy.substring(slash + 1));
        int at = authority.lastIndexOf('@');
        String[] login = at < 0 ? new String[] {"guest", "guest"} : login(authority.substring(0, at));
        HostPort place = HostPort.parse(authority.substring(at + 1), tls ? 5671 : 5672);
        return new AmqpAddress(tls, login[0], login[1], place.host(), place.port(), virtualHost, parameters);
    }

    private static String virtualHost(String path) {
        if (path.indexOf('/') >= 0) {
            throw new AddressException("the virtual host is one segment: write %2F for a slash in its name");
        }
        return PercentCode.decode("virtual host", path);
    }

    private static String[] login(String userInfo) {
        if (userInfo.indexOf('@') >= 0) {
            throw new AddressException("user or password hold an at sign: write %40 for it");
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "guest" : userInfo.substring(colon + 1);
        return new String[] {PercentCode.decode("user", user), PercentCode.decode("password", password)};
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = PercentCode.decode("parameter " + name, equals < 0 ? "" : pair.substring(equals + 1));
            check(name, value);
            parameters.put(name, value);
        }
        return parameters;
    }

    private static void check(String name, String value) {
        if (NUMBERS.contains(name)) {
            if (!value.matches("[0-9]{1,9}")) {
                throw new AddressException("the parameter " + name + " takes a number, not '" + value + "'");
            }
        } else if (name.equals("verify")) {
            if (!List.of("verify_peer", "verify_none").contains(value)) {
                throw new AddressException("the parameter verify takes verify_peer or verify_none");
            }
        } else if (name.equals("auth_mechanism")) {
            if (!List.of("plain", "amqplain").contains(value.toLowerCase(Locale.ROOT))) {
                throw new AddressException("the parameter auth_mechanism takes plain or amqplain here");
            }
        } else if (!FILES.contains(name) && !OTHERS.contains(name)) {
            throw new AddressException("unknown parameter '" + name
                    + "'; known are heartbeat, connection_timeout, channel_max, frame_max, auth_mechanism, cacertfile,"
                    + " certfile, keyfile, verify, server_name_indication");
        }
    }

    /** A parameter that was given and is not empty. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** False if the query says {@code verify=verify_none}. */
    public boolean verifiesPeer() {
        return !"verify_none".equals(parameters.get("verify"));
    }

    /** The address as it may be shown and stored: no user, no password, no query. */
    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (tls ? "amqps://" : "amqp://") + shown + ":" + port + "/"
                + java.net.URLEncoder.encode(virtualHost, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }
}
