package dev.touchstone.suite.cases.frame;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** The flags of a content header that no client sets. */
@Conformance
class PropertyFlagsCases {
    private static byte[] header(int... flags) {
        WireWriter header = new WireWriter().shortInt(60).shortInt(0).longLong(0);
        for (int word : flags) {
            header.shortInt(word);
        }
        return header.toByteArray();
    }

    @Test
    @Rule("FRAME-19")
    void aSecondWordOfFlagsWithoutPropertiesIs541(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().send(1, Wire.publishTo("nowhere")).sendFrame(WireFrame.HEADER, 1, header(1, 0));
        Wire.expectClose(lab, dialogue, 541, "INTERNAL_ERROR");
    }

    @Test
    @Rule("FRAME-19")
    void anUndefinedFlagAloneIsIgnored(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        dialogue.probe().send(1, Wire.publishTo(queue)).sendFrame(WireFrame.HEADER, 1, header(2));
        Dialogue.Content content = Wire.get(dialogue, 1, queue);
        Expect.equal("body", 0, content.body().length);
        Expect.that(
                content.header().properties().values().isEmpty(),
                "no properties",
                () -> content.header().properties().toString());
    }
}
