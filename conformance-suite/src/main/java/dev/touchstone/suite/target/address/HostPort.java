package dev.touchstone.suite.target.address;

/**
 * Host and port of an authority.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
record HostPort(String host, int port) {
    static HostPort parse(String text, int defaultPort) {
        String host = text;
        String port = "";
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0) {
                throw new AddressException("an IPv6 address stands in square brackets: [::1]");
            }
            host = text.substring(1, close);
            port = text.substring(close + 1);
            if (!port.isEmpty() && !port.startsWith(":")) {
                throw new AddressException("after the brackets of an IPv6 address only a colon and a port may follow");
            }
            port = port.isEmpty() ? "" : port.substring(1);
        } else if (text.indexOf(':') >= 0) {
            int colon = text.indexOf(':');
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
        }
        String decoded = PercentCode.decode("host", host);
        return new HostPort(decoded.isEmpty() ? "localhost" : decoded, port.isEmpty() ? defaultPort : number(port));
    }

    private static int number(String port) {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            // What stands there may be half of a password with an unescaped colon: it is not repeated.
            throw new AddressException("the port is a number from 1 to 65535; a colon, slash or at sign in user or"
                    + " password is written %3A, %2F or %40");
        }
        return Integer.parseInt(port);
    }
}
