package dev.touchstone.chaos.proxy;

import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames of one channel that belong together: a method, and where the broker sent it with a content, its header and body. What a
 * client sends is never held together: there each frame is a command of its own.
 *
 * @param frames at least one
 */
public record WireCommand(List<WireFrame> frames) {
    public WireCommand {
        frames = List.copyOf(frames);
    }

    static WireCommand of(WireFrame frame) {
        return new WireCommand(List.of(frame));
    }

    public WireFrame first() {
        return frames.get(0);
    }

    public int channel() {
        return first().channel();
    }

    /** True if it begins with the method of that name. */
    public boolean is(String methodName) {
        return first().is(methodName);
    }

    /** The fields of its method. Only where {@link #is} held. */
    public MethodFields method() {
        return first().method();
    }

    /** The same with another method in front. */
    public WireCommand withMethod(MethodFields method) {
        return withFrame(0, WireFrame.of(channel(), method));
    }

    /** The same with one field of its method changed. */
    public WireCommand with(String field, Object value) {
        return withMethod(method().with(field, value));
    }

    /** The same with another frame at an index. */
    public WireCommand withFrame(int index, WireFrame frame) {
        List<WireFrame> changed = new ArrayList<>(frames);
        changed.set(index, frame);
        return new WireCommand(changed);
    }

    /** The same with its body in one frame, whatever its size. */
    public WireCommand withBodyInOneFrame() {
        if (frames.size() < 4) {
            return this;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        frames.subList(2, frames.size()).forEach(part -> body.writeBytes(part.payload()));
        WireFrame joined = new WireFrame(WireFrame.BODY, channel(), body.toByteArray(), WireFrame.END);
        return new WireCommand(List.of(frames.get(0), frames.get(1), joined));
    }
}
