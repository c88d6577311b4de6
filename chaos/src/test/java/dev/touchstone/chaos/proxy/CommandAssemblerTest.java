package dev.touchstone.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What belongs together on one channel, whatever other channels say in between. */
class CommandAssemblerTest {
    private final CommandAssembler assembler = new CommandAssembler();

    @Test
    void aMethodWithoutContentIsWholeAtOnce() {
        WireFrame ack =
                Frames.method(1, new AMQP.Basic.Ack.Builder().deliveryTag(1).build());
        assertThat(assembler.add(ack)).contains(WireCommand.of(ack));
    }

    @Test
    void aContentIsWholeWithItsLastOctetAndOthersPassMeanwhile() {
        List<WireFrame> delivery = Frames.delivery(1, "ab", "cd");
        WireFrame other = Frames.heartbeat();
        assertThat(assembler.add(delivery.get(0))).isEmpty();
        assertThat(assembler.add(delivery.get(1))).isEmpty();
        assertThat(assembler.add(delivery.get(2))).isEmpty();
        assertThat(assembler.add(other)).contains(WireCommand.of(other));
        assertThat(assembler.add(delivery.get(3))).contains(new WireCommand(delivery));
        assertThat(assembler.add(other)).contains(WireCommand.of(other));
    }

    @Test
    void anEmptyContentIsWholeWithItsHeader() {
        List<WireFrame> delivery = Frames.delivery(1);
        assertThat(assembler.add(delivery.get(0))).isEmpty();
        assertThat(assembler.add(delivery.get(1))).contains(new WireCommand(delivery));
    }

    @Test
    void aFrameThatDoesNotBelongThereLetsAllPass() {
        List<WireFrame> delivery = Frames.delivery(1, "ab");
        WireFrame close = new WireFrame(
                WireFrame.METHOD, 1, Methods.payload(new AMQP.Channel.CloseOk.Builder().build()), WireFrame.END);
        assembler.add(delivery.get(0));
        Optional<WireCommand> broken = assembler.add(close);
        assertThat(broken).contains(new WireCommand(List.of(delivery.get(0), close)));
        assertThat(assembler.add(close)).contains(WireCommand.of(close));
    }
}
