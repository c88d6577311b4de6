package dev.touchstone.chaos.planted;

import dev.touchstone.chaos.proxy.Direction;
import dev.touchstone.chaos.proxy.Tampering;
import dev.touchstone.chaos.proxy.WireCommand;
import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireFrame;
import java.util.List;
import java.util.Optional;

/** Gives messages back the header BCC that the last publish on the connection had and that the broker took away. */
final class KeptBcc implements Tampering {
    private Optional<FieldValue> bcc = Optional.empty();

    @Override
    public List<WireCommand> pass(Direction direction, WireCommand command) {
        if (direction == Direction.TO_BROKER) {
            remember(command.first());
            return List.of(command);
        }
        boolean received = command.is("basic.deliver") || command.is("basic.get-ok");
        return List.of(received ? bcc.map(value -> withBcc(command, value)).orElse(command) : command);
    }

    private void remember(WireFrame frame) {
        if (frame.type() == WireFrame.HEADER) {
            bcc = frame.properties().headers().get("BCC");
        }
    }

    private static WireCommand withBcc(WireCommand command, FieldValue bcc) {
        WireFrame header = command.frames().get(1);
        ContentProperties properties = header.properties();
        byte[] payload =
                properties.withHeaders(properties.headers().with("BCC", bcc)).payload(header.bodySize());
        return command.withFrame(1, new WireFrame(WireFrame.HEADER, header.channel(), payload, WireFrame.END));
    }
}
