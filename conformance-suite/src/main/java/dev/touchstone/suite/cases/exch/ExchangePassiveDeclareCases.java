package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code exchange.declare} with passive set. */
@Conformance
class ExchangePassiveDeclareCases {
    @Test
    @Rule("EXCH-06")
    void passiveDeclareOfAnExistingExchangeIgnoresTypeAndFlags(Lab lab) throws Exception {
        String exchange = lab.exchange(lab.channel(), "direct");
        Dialogue dialogue = lab.dialChannel();
        for (String type : List.of("direct", "fanout", "touchstone-nope", "")) {
            AMQP.Exchange.Declare plain = new AMQP.Exchange.Declare.Builder()
                    .exchange(exchange)
                    .type(type)
                    .passive()
                    .build();
            dialogue.call(1, plain, "exchange.declare-ok");
            AMQP.Exchange.Declare flags = new AMQP.Exchange.Declare.Builder()
                    .exchange(exchange)
                    .type(type)
                    .passive()
                    .durable()
                    .autoDelete()
                    .internal()
                    .build();
            dialogue.call(1, flags, "exchange.declare-ok");
        }
    }

    @Test
    @Rule("EXCH-06")
    void passiveDeclareOfAMissingExchangeIs404(Lab lab) {
        Channel channel = lab.channel();
        String missing = lab.name("missing");
        AMQP.Channel.Close close =
                lab.expectChannelClose(channel, 404, 40, 10, () -> channel.exchangeDeclarePassive(missing));
        lab.expectText(
                "no exchange '" + missing + "' in vhost '" + lab.endpoint().virtualHost() + "'", close.getReplyText());
    }

    @Test
    @Rule("EXCH-06")
    void passiveDeclareMakesNothing(Lab lab) {
        String missing = lab.name("missing");
        for (int i = 0; i < 2; i++) {
            Channel channel = lab.channel();
            lab.expectChannelClose(channel, 404, 40, 10, () -> channel.exchangeDeclarePassive(missing));
        }
    }
}
