package dev.touchstone.chaos.proxy;

import static dev.touchstone.chaos.proxy.Direction.TO_BROKER;
import static dev.touchstone.chaos.proxy.Direction.TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each way to alter a command, on what it is for and on what it must leave alone. */
class TamperingsTest {
    private static final WireCommand ACK_1 = WireCommand.of(Frames.ack(1, 1));
    private static final WireCommand ACK_2 = WireCommand.of(Frames.ack(1, 2));
    private static final WireCommand RETURN = WireCommand.of(Frames.method(
            1,
            new AMQP.Basic.Return.Builder()
                    .replyCode(312)
                    .replyText("")
                    .exchange("")
                    .routingKey("")
                    .build()));

    @Test
    void droppingLeavesOutWhatIsSelectedInItsDirectionOnly() {
        Tampering drop = Tamperings.drop(Selection.ofClient("basic.ack"));
        assertThat(drop.pass(TO_BROKER, ACK_1)).isEmpty();
        assertThat(drop.pass(TO_CLIENT, ACK_1)).containsExactly(ACK_1);
        assertThat(drop.pass(TO_BROKER, RETURN)).containsExactly(RETURN);
    }

    @Test
    void changingReplacesOneFieldAndKeepsTheRest() {
        Tampering change = Tamperings.change(
                Selection.ofBroker("basic.ack").where(ack -> ack.method().number("delivery-tag") == 1),
                ack -> ack.with("multiple", true));
        WireCommand changed = change.pass(TO_CLIENT, ACK_1).get(0);
        assertThat(changed.method().flag("multiple")).isTrue();
        assertThat(changed.method().number("delivery-tag")).isEqualTo(1);
        assertThat(change.pass(TO_CLIENT, ACK_2)).containsExactly(ACK_2);
    }

    @Test
    void duplicatingSendsTwice() {
        Tampering duplicate = Tamperings.duplicate(Selection.ofBroker("basic.ack"));
        assertThat(duplicate.pass(TO_CLIENT, ACK_1)).containsExactly(ACK_1, ACK_1);
        assertThat(duplicate.pass(TO_CLIENT, RETURN)).containsExactly(RETURN);
    }

    @Test
    void delayingSendsWhatWasHeldBehindTheNextOfTheOtherKind() {
        Tampering delay = Tamperings.delayUntil(Selection.ofBroker("basic.return"), Selection.ofBroker("basic.ack"));
        assertThat(delay.pass(TO_CLIENT, RETURN)).isEmpty();
        WireCommand elsewhere = WireCommand.of(Frames.ack(2, 1));
        assertThat(delay.pass(TO_CLIENT, elsewhere)).containsExactly(elsewhere);
        assertThat(delay.pass(TO_CLIENT, ACK_1)).containsExactly(ACK_1, RETURN);
        assertThat(delay.pass(TO_CLIENT, ACK_2)).containsExactly(ACK_2);
    }

    @Test
    void aBodyIsJoinedIntoOneFrameAndASingleFrameStays() {
        WireCommand split = new WireCommand(Frames.delivery(1, "ab", "cd"));
        assertThat(split.withBodyInOneFrame().frames()).hasSize(3);
        assertThat(split.withBodyInOneFrame().frames().get(2).payload()).isEqualTo(new byte[] {'a', 'b', 'c', 'd'});
        List<WireCommand> whole =
                List.of(new WireCommand(Frames.delivery(1, "ab")), new WireCommand(Frames.delivery(1)));
        assertThat(whole.stream().map(WireCommand::withBodyInOneFrame)).containsExactlyElementsOf(whole);
    }
}
