package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.ArrayList;
import java.util.List;

/** What a publish may not say in its properties, with RabbitMQ's words for it. */
final class PropertyRules {
    private static final String CC = "CC";
    private static final String BCC = "BCC";

    private PropertyRules() {}

    static ChannelException wrongUser(String claimed, String user) {
        return refused("user_id property set to '" + claimed + "' but authenticated user was '" + user + "'");
    }

    /** The refusal of an expiration that is no decimal integer in range (PUB-07). */
    static ChannelException badExpiration(String text) {
        int digits = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int end = digits;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        String why;
        if (end == digits) {
            why = "no_integer";
        } else if (end < text.length()) {
            why = "{leftover_string,\"" + text.substring(end) + "\"}";
        } else if (text.startsWith("-")) {
            why = "{value_negative," + text + "}";
        } else {
            why = "{value_too_large," + text.substring(text.startsWith("+") ? 1 : 0) + "}";
        }
        return refused("invalid expiration '" + text + "': " + why);
    }

    /** Refuses delivery modes but 1 and 2 (PUB-06); -1 is absent. */
    static void checkDeliveryMode(int mode) throws ChannelException {
        if (mode != -1 && mode != 1 && mode != 2) {
            throw refused("invalid message: {delivery_mode_unknown," + mode + "}");
        }
    }

    /** Whether the message names further keys. */
    static boolean selectsByHeader(BasicProperties properties) {
        FieldTable headers = properties.headers();
        return headers.contains(CC) || headers.contains(BCC);
    }

    /** The keys in CC and BCC; elements that are no strings are skipped, headers that are no arrays refused (CC-05). */
    static List<String> senderKeys(BasicProperties properties) throws ChannelException {
        List<String> keys = new ArrayList<>();
        addKeys(properties.headers(), CC, keys);
        addKeys(properties.headers(), BCC, keys);
        return List.copyOf(keys);
    }

    private static void addKeys(FieldTable headers, String name, List<String> keys) throws ChannelException {
        FieldValue value = headers.get(name);
        if (value instanceof FieldValue.Array array) {
            for (FieldValue element : array.values()) {
                if (element instanceof FieldValue.Text text) {
                    keys.add(text.toString());
                }
            }
        } else if (value != null) {
            throw refused("invalid message: {unacceptable_type_in_header,\"" + name + "\"," + erlangType(value) + "}");
        }
    }

    /** The properties as receivers see them: without BCC (CC-02). */
    static BasicProperties withoutBcc(BasicProperties properties) {
        return properties.with(Property.HEADERS, properties.headers().without(BCC));
    }

    private static String erlangType(FieldValue value) {
        return switch (value.tag()) {
            case 't' -> "bool";
            case 'b' -> "byte";
            case 'B' -> "unsignedbyte";
            case 's' -> "short";
            case 'u' -> "unsignedshort";
            case 'I' -> "signedint";
            case 'i' -> "unsignedint";
            case 'l' -> "long";
            case 'f' -> "float";
            case 'd' -> "double";
            case 'D' -> "decimal";
            case 'S' -> "longstr";
            case 'T' -> "timestamp";
            case 'F' -> "table";
            case 'V' -> "void";
            case 'x' -> "binary";
            default -> "array";
        };
    }

    private static ChannelException refused(String reason) {
        return new ChannelException(ReplyCode.PRECONDITION_FAILED, reason);
    }
}
