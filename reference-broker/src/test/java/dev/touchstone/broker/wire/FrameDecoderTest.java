package dev.touchstone.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void framesCutAtAnyOctetAreTheSameFrames() throws ConnectionException {
        byte[] stream = stream();
        List<String> whole = decode(stream, stream.length);

        for (int cut = 1; cut < stream.length; cut++) {
            assertThat(decode(stream, cut)).as("cut after %d octets", cut).isEqualTo(whole);
        }
        assertThat(whole)
                .containsExactly("method 1 20/10", "header 1", "body 1 hello", "heartbeat 0", "body 1 ", "unknown 2");
    }

    @Test
    void framesThatComeOctetByOctetAreTheSameFrames() throws ConnectionException {
        byte[] stream = stream();
        FrameDecoder decoder = new FrameDecoder();
        ByteBuf in = Unpooled.buffer();
        seen.clear();
        for (byte octet : stream) {
            in.writeByte(octet);
            assertThat(decoder.missing(in)).isPositive();
            decoder.decode(in, new Recorder());
        }
        List<String> single = joined(List.copyOf(seen));
        assertThat(single).isEqualTo(decode(stream, stream.length));
    }

    @Test
    void aPayloadMayBeAsLargeAsFrameMaxAndNotLarger() throws ConnectionException {
        FrameDecoder decoder = new FrameDecoder();
        ByteBuf fits = frame(Frames.BODY, 1, new byte[FrameDecoder.MIN_FRAME_MAX]);
        decoder.decode(fits, new Recorder());
        assertThat(seen).contains("end 1");

        ByteBuf larger = frame(Frames.METHOD, 1, new byte[FrameDecoder.MIN_FRAME_MAX + 1]);
        assertThatThrownBy(() -> decoder.decode(larger, new Recorder()))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ReplyCode.FRAME_ERROR);
                    assertThat(e.fatal()).isTrue();
                    assertThat(e.text()).contains("frame_too_large,4097,4088");
                });
    }

    @Test
    void aWrongEndOctetIsFatal() {
        ByteBuf frame = frame(Frames.METHOD, 1, new byte[] {0, 20, 0, 10, 0});
        frame.setByte(frame.writerIndex() - 1, 0);

        assertThatThrownBy(() -> new FrameDecoder().decode(frame, new Recorder()))
                .hasMessageContaining("invalid_frame_end_marker,0");
    }

    private List<String> decode(byte[] stream, int cut) throws ConnectionException {
        FrameDecoder decoder = new FrameDecoder();
        seen.clear();
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(stream, 0, cut);
        decoder.decode(in, new Recorder());
        in.writeBytes(stream, cut, stream.length - cut);
        decoder.decode(in, new Recorder());
        assertThat(in.isReadable()).isFalse();
        return joined(seen);
    }

    /** Pieces of one body frame, as the cut made them, put together. */
    private static List<String> joined(List<String> pieces) {
        List<String> frames = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (String piece : pieces) {
            if (piece.startsWith("piece ")) {
                body.append(piece.substring("piece ".length()));
            } else if (piece.startsWith("end ")) {
                frames.add("body " + piece.substring("end ".length()) + " " + body);
                body.setLength(0);
            } else {
                frames.add(piece);
            }
        }
        return frames;
    }

    private static byte[] stream() {
        ByteBuf all = Unpooled.buffer();
        all.writeBytes(frame(Frames.METHOD, 1, new byte[] {0, 20, 0, 10, 0}));
        all.writeBytes(frame(Frames.HEADER, 1, new byte[14]));
        all.writeBytes(frame(Frames.BODY, 1, "hello".getBytes(StandardCharsets.US_ASCII)));
        all.writeBytes(frame(Frames.HEARTBEAT, 0, new byte[0]));
        all.writeBytes(frame(Frames.BODY, 1, new byte[0]));
        all.writeBytes(frame(4, 2, new byte[3]));
        return ByteBufUtil.getBytes(all);
    }

    private static ByteBuf frame(int type, int channel, byte[] payload) {
        return Unpooled.buffer()
                .writeByte(type)
                .writeShort(channel)
                .writeInt(payload.length)
                .writeBytes(payload)
                .writeByte(Frames.END);
    }

    private final class Recorder implements FrameSink {
        @Override
        public boolean paused() {
            return false;
        }

        @Override
        public boolean onMethod(int channel, ByteBuf in, int index, int length) {
            seen.add("method " + channel + " " + in.getUnsignedShort(index) + "/" + in.getUnsignedShort(index + 2));
            return true;
        }

        @Override
        public void onHeader(int channel, ByteBuf in, int index, int length) {
            seen.add("header " + channel);
        }

        @Override
        public void onBody(int channel, ByteBuf in, int index, int length) {
            seen.add("piece " + in.toString(index, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void onBodyEnd(int channel) {
            seen.add("end " + channel);
        }

        @Override
        public void onHeartbeat(int channel) {
            seen.add("heartbeat " + channel);
        }

        @Override
        public void onUnknown(int channel, String description) {
            seen.add("unknown " + channel);
        }
    }
}
