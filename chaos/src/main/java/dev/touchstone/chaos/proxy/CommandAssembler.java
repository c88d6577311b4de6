package dev.touchstone.chaos.proxy;

import dev.touchstone.suite.probe.WireFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the frames of a content back until the content is whole.
 *
 * <pre>
 * nothing --method with content--> method --header, size 0--> whole
 *                                         --header-----------> body --last octet--> whole
 * any     --a frame that does not belong there--> whole, as far as it came
 * </pre>
 */
final class CommandAssembler {
    private static final Set<String> WITH_CONTENT = Set.of("basic.deliver", "basic.get-ok", "basic.return");

    private final Map<Integer, Open> byChannel = new HashMap<>();

    private static final class Open {
        private final List<WireFrame> frames = new ArrayList<>();
        private long octetsToCome;

        boolean takes(WireFrame frame) {
            return frame.type() == (frames.size() == 1 ? WireFrame.HEADER : WireFrame.BODY);
        }

        boolean isWholeWith(WireFrame frame) {
            frames.add(frame);
            octetsToCome = frame.type() == WireFrame.HEADER ? frame.bodySize() : octetsToCome - frame.payload().length;
            return octetsToCome <= 0;
        }
    }

    /** The command that this frame completes, if it does. */
    Optional<WireCommand> add(WireFrame frame) {
        Open open = byChannel.get(frame.channel());
        if (open == null) {
            return begin(frame);
        }
        if (open.takes(frame)) {
            return open.isWholeWith(frame) ? Optional.of(end(frame.channel())) : Optional.empty();
        }
        open.frames.add(frame);
        return Optional.of(end(frame.channel()));
    }

    private Optional<WireCommand> begin(WireFrame frame) {
        if (WITH_CONTENT.stream().noneMatch(frame::is)) {
            return Optional.of(WireCommand.of(frame));
        }
        Open open = new Open();
        open.frames.add(frame);
        byChannel.put(frame.channel(), open);
        return Optional.empty();
    }

    private WireCommand end(int channel) {
        Open open = byChannel.remove(channel);
        return new WireCommand(open == null ? List.of() : open.frames);
    }
}
