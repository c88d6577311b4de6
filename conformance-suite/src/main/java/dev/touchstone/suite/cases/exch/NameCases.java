package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a name of a queue or an exchange may be. */
@Conformance
class NameCases {
    @Test
    @Rule("EXCH-15")
    void carriageReturnsAndLineFeedsAreTakenOutOfQueueNames(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String broken = lab.name("ab\r\ncd\n");
        String clean = broken.replace("\r", "").replace("\n", "");
        Expect.equal(
                "queue in declare-ok",
                clean,
                channel.queueDeclare(broken, false, false, false, null).getQueue());
        Expect.equal("the same queue", clean, channel.queueDeclarePassive(clean).getQueue());
        channel.queueBind(broken, "amq.direct", clean);
        lab.publish(channel, "amq.direct", clean, "bound");
        Expect.equal("body", "bound", lab.get(channel, clean));
        channel.queueDelete(broken);
        lab.expectChannelClose(channel, 404, 50, 10, () -> channel.queueDeclarePassive(clean));
    }

    @Test
    @Rule("EXCH-15")
    void carriageReturnsAndLineFeedsAreTakenOutOfExchangeNames(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String broken = lab.name("ab\r\ncd\n");
        String clean = broken.replace("\r", "").replace("\n", "");
        String queue = lab.queue(channel);
        channel.exchangeDeclare(broken, "fanout", false, false, null);
        channel.exchangeDeclarePassive(clean);
        channel.queueBind(queue, broken, "");
        lab.publish(channel, clean, "", "bound");
        Expect.equal("body", "bound", lab.get(channel, queue));
        channel.exchangeDelete(broken);
        lab.expectChannelClose(channel, 404, 40, 10, () -> channel.exchangeDeclarePassive(clean));
    }

    @Test
    @Rule("EXCH-15")
    void namesMayBeAnyUtf8UpTo255Octets(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        int room = 255 - 1 - lab.name("").getBytes(StandardCharsets.UTF_8).length;
        String longest = lab.name("x".repeat(room - 3) + "\u20ac");
        Expect.that(longest.getBytes(StandardCharsets.UTF_8).length >= 254, "a name at the limit", () -> longest);
        for (String name :
                List.of(lab.name("two words"), lab.name("\u00fcml\u00e4ut/\ud83d\ude80?*#%\"'\\"), longest)) {
            bench.channel().queueDeclare(name, false, false, false, null);
            bench.channel().exchangeDeclare(name, "fanout", false, false, null);
            bench.channel().queueBind(name, name, name);
            bench.expectCopies(1, name, name, name);
            bench.expectCopies(1, name, "", name);
        }
    }
}
