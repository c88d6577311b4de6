package dev.touchstone.suite.probe;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQContentHeader;
import com.rabbitmq.client.impl.Method;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one door to the official client's method classes: legal methods and properties as payloads of frames. */
public final class Methods {
    private Methods() {}

    /** The payload of a method frame for a method made by one of the client's builders. */
    public static byte[] payload(com.rabbitmq.client.Method method) {
        try {
            return ((Method) method).toFrame(0).getPayload();
        } catch (IOException e) {
            throw new UncheckedIOException("the client cannot encode " + method, e);
        }
    }

    /** The payload of a content header frame: class 60, weight 0, the body's size in octets and the properties. */
    public static byte[] header(AMQP.BasicProperties properties, long bodySize) {
        try {
            return ((AMQContentHeader) properties).toFrame(0, bodySize).getPayload();
        } catch (IOException e) {
            throw new UncheckedIOException("the client cannot encode " + properties, e);
        }
    }

    /** A method by its numbers with its arguments as raw octets: for what no client would send. */
    public static byte[] raw(int classId, int methodId, byte... arguments) {
        return new WireWriter()
                .shortInt(classId)
                .shortInt(methodId)
                .octets(arguments)
                .toByteArray();
    }
}
