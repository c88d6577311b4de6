package dev.touchstone.chaos.proxy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames to tamper with. */
final class Frames {
    private Frames() {}

    static WireFrame method(int channel, Method method) {
        return new WireFrame(WireFrame.METHOD, channel, Methods.payload(method), WireFrame.END);
    }

    static WireFrame heartbeat() {
        return new WireFrame(WireFrame.HEARTBEAT, 0, new byte[0], WireFrame.END);
    }

    static WireFrame ack(int channel, long tag) {
        return method(channel, new AMQP.Basic.Ack.Builder().deliveryTag(tag).build());
    }

    /** A delivery with its body in these parts. */
    static List<WireFrame> delivery(int channel, String... bodyParts) {
        AMQP.Basic.Deliver deliver = new AMQP.Basic.Deliver.Builder()
                .consumerTag("c")
                .deliveryTag(1)
                .exchange("")
                .routingKey("k")
                .build();
        int size = String.join("", bodyParts).length();
        List<WireFrame> frames = new ArrayList<>();
        frames.add(method(channel, deliver));
        frames.add(new WireFrame(
                WireFrame.HEADER, channel, Methods.header(new AMQP.BasicProperties(), size), WireFrame.END));
        for (String part : bodyParts) {
            frames.add(new WireFrame(WireFrame.BODY, channel, part.getBytes(StandardCharsets.US_ASCII), WireFrame.END));
        }
        return frames;
    }
}
