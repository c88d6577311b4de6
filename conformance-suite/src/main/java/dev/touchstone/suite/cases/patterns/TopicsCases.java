package dev.touchstone.suite.cases.patterns;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pattern "topics": subscribers choose by patterns over the words of a key. */
@Conformance
class TopicsCases {
    @Test
    @Rule({"TOPIC-01", "TOPIC-02", "TOPIC-03", "TOPIC-09", "QUEUE-02"})
    void subscribersGetTheAnimalsTheyAskedFor(Lab lab) throws Exception {
        Channel publisher = lab.channel();
        String animals = lab.exchange(publisher, "topic");
        Inbox orange = subscribe(lab, animals, "*.orange.*");
        Inbox rabbitsAndLazyOnes = subscribe(lab, animals, "*.*.rabbit", "lazy.#");
        Inbox everything = subscribe(lab, animals, "#");
        List<String> keys = List.of(
                "quick.orange.rabbit",
                "lazy.orange.elephant",
                "quick.orange.fox",
                "lazy.brown.fox",
                "lazy.pink.rabbit",
                "quick.brown.fox",
                "orange",
                "quick.orange.new.rabbit",
                "lazy.orange.new.rabbit",
                "lazy");
        for (String key : keys) {
            lab.publish(publisher, animals, key, key);
        }
        Expect.equal("all animals", keys, everything.bodies(keys.size()));
        Expect.equal(
                "orange animals",
                List.of("quick.orange.rabbit", "lazy.orange.elephant", "quick.orange.fox"),
                orange.bodies(3));
        Expect.equal(
                "rabbits and lazy animals, each once",
                List.of(
                        "quick.orange.rabbit",
                        "lazy.orange.elephant",
                        "lazy.brown.fox",
                        "lazy.pink.rabbit",
                        "lazy.orange.new.rabbit",
                        "lazy"),
                rabbitsAndLazyOnes.bodies(6));
        orange.expectNothing();
        rabbitsAndLazyOnes.expectNothing();
    }

    private static Inbox subscribe(Lab lab, String exchange, String... patterns) throws IOException {
        Channel channel = lab.channel();
        String queue = channel.queueDeclare().getQueue();
        for (String pattern : patterns) {
            channel.queueBind(queue, exchange, pattern);
        }
        return lab.consume(channel, queue, true);
    }
}
