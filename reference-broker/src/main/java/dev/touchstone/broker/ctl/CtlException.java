package dev.touchstone.broker.ctl;

/** A command that ends with another exit code than 0 (CTL-01). */
final class CtlException extends RuntimeException {
    static final int USAGE = 64;
    static final int DATA = 65;
    static final int NO_USER = 67;
    static final int UNAVAILABLE = 69;
    static final int SOFTWARE = 70;

    private static final long serialVersionUID = 1L;

    /** How it begins about a virtual host that does not exist; rabbitmqctl says it without calling it an error. */
    static final String NO_VHOST = "Virtual host '";

    private final int code;

    CtlException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** There is no such thing. */
    static CtlException missing(int code) {
        return new CtlException(code, "Object not found");
    }

    static CtlException noUser(String name) {
        return new CtlException(NO_USER, "User \"" + name + "\" does not exist");
    }

    static CtlException noVhost(String name) {
        return new CtlException(DATA, NO_VHOST + name + "' does not exist");
    }

    int code() {
        return code;
    }
}
