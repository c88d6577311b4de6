package dev.touchstone.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.Frames;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    private final Confirms confirms = new Confirms(() -> {});

    private long publish(int queues) {
        return confirms.begin(queues);
    }

    private List<Method> write() throws ProtocolException {
        ByteBuf out = Unpooled.buffer();
        confirms.write(out, 1);
        List<Method> methods = new ArrayList<>();
        while (out.isReadable()) {
            ByteBuf payload = out.skipBytes(3).readSlice(out.readInt());
            methods.add(Methods.decode(payload.readInt(), payload));
            assertThat(out.readUnsignedByte()).isEqualTo((short) Frames.END);
        }
        return methods;
    }

    @Test
    void whatIsAcceptedAtOnceIsAnsweredByOneCumulativeAck() throws ProtocolException {
        for (int i = 0; i < 5; i++) {
            long number = publish(1);
            confirms.accepted(number);
            assertThat(confirms.end()).isTrue();
        }
        assertThat(write()).containsExactly(new BasicMethod.Ack(5, true));
        publish(0);
        confirms.end();
        assertThat(write()).containsExactly(new BasicMethod.Ack(6, false));
        assertThat(write()).isEmpty();
    }

    @Test
    void whatOvertakesIsAnsweredAloneAndTheLateOneStillOnce() throws ProtocolException {
        publish(2);
        confirms.accepted(1);
        assertThat(confirms.end()).isFalse();
        publish(0);
        assertThat(confirms.end()).isTrue();
        assertThat(write()).containsExactly(new BasicMethod.Ack(2, false));
        confirms.accepted(1);
        assertThat(write()).containsExactly(new BasicMethod.Ack(1, false));
    }

    @Test
    void oneRefusalAmongManyIsANack() throws ProtocolException {
        publish(3);
        confirms.accepted(1);
        confirms.refused(1);
        confirms.accepted(1);
        confirms.end();
        publish(0);
        confirms.end();
        assertThat(write()).containsExactly(new BasicMethod.Nack(1, false, true), new BasicMethod.Ack(2, false));
    }

    @Property(tries = 200)
    void everyPublishIsAnsweredExactlyOnceAndRightly(@ForAll long seed) throws ProtocolException {
        Random random = new Random(seed);
        Confirms tested = new Confirms(() -> {});
        TreeMap<Long, Boolean> refused = new TreeMap<>();
        List<Long> late = new ArrayList<>();
        TreeMap<Long, Boolean> answered = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            long number = tested.begin(1);
            refused.put(number, random.nextInt(5) == 0);
            if (random.nextInt(3) == 0) {
                late.add(number);
            } else {
                answer(tested, number, refused);
            }
            tested.end();
            if (!late.isEmpty() && random.nextInt(4) == 0) {
                answer(tested, late.remove(random.nextInt(late.size())), refused);
            }
            if (random.nextInt(10) == 0) {
                collect(tested, refused, answered, late);
            }
        }
        late.forEach(number -> answer(tested, number, refused));
        late.clear();
        collect(tested, refused, answered, late);
        assertThat(answered).isEqualTo(refused);
    }

    private static void answer(Confirms tested, long number, TreeMap<Long, Boolean> refused) {
        if (Boolean.TRUE.equals(refused.get(number))) {
            tested.refused(number);
        } else {
            tested.accepted(number);
        }
    }

    private static void collect(
            Confirms tested, TreeMap<Long, Boolean> refused, TreeMap<Long, Boolean> answered, List<Long> late)
            throws ProtocolException {
        ByteBuf out = Unpooled.buffer();
        tested.write(out, 1);
        while (out.isReadable()) {
            ByteBuf payload = out.skipBytes(3).readSlice(out.readInt());
            Method method = Methods.decode(payload.readInt(), payload);
            out.skipBytes(1);
            if (method instanceof BasicMethod.Nack nack) {
                assertThat(answered.put(nack.deliveryTag(), true)).isNull();
            } else if (method instanceof BasicMethod.Ack ack) {
                long from = ack.multiple() ? 1 : ack.deliveryTag();
                for (long i = from; i <= ack.deliveryTag(); i++) {
                    assertThat(late).doesNotContain(i);
                    assertThat(Boolean.TRUE.equals(refused.get(i)) && !answered.containsKey(i))
                            .isFalse();
                    answered.putIfAbsent(i, false);
                }
            }
        }
    }
}
