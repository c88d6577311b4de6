package dev.touchstone.broker.connection;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldTableCodec;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A user name and a password out of a SASL response. */
final class Credentials {
    private final String user;
    private final byte[] password;

    private Credentials(String user, byte[] password) {
        this.user = user;
        this.password = password;
    }

    /** Reads the response of a mechanism; what is malformed or not on offer ends in silence (AUTH-03, AUTH-04, AUTH-08). */
    static Credentials read(String mechanism, byte[] response) throws SilentCloseException {
        return switch (mechanism) {
            case "PLAIN" -> plain(response);
            case "AMQPLAIN" -> amqplain(response);
            default -> throw SilentCloseException.delayed("mechanism " + mechanism + " is not on offer");
        };
    }

    private static Credentials plain(byte[] response) throws SilentCloseException {
        int second = -1;
        for (int i = 1; i < response.length; i++) {
            if (response[i] == 0) {
                if (second >= 0) {
                    throw malformed();
                }
                second = i;
            }
        }
        if (second < 0 || response[0] != 0) {
            throw malformed();
        }
        return new Credentials(
                new String(response, 1, second - 1, StandardCharsets.UTF_8),
                Arrays.copyOfRange(response, second + 1, response.length));
    }

    private static Credentials amqplain(byte[] response) throws SilentCloseException {
        FieldTable table;
        try {
            table = FieldTableCodec.readBody(Unpooled.wrappedBuffer(response));
        } catch (SilentCloseException e) {
            throw malformed();
        }
        if (table.get("LOGIN") instanceof FieldValue.Text login
                && table.get("PASSWORD") instanceof FieldValue.Text password) {
            return new Credentials(login.toString(), password.octets());
        }
        throw malformed();
    }

    private static SilentCloseException malformed() {
        return SilentCloseException.delayed("malformed SASL response");
    }

    String user() {
        return user;
    }

    byte[] password() {
        return password;
    }
}
