package dev.touchstone.suite.cases.pubconfirm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Answers;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Confirms of generated mixes of publishes, expanded. */
@AddLifecycleHook(LabHook.class)
class ConfirmProperties {
    /** Where a publish goes, and whether the answer to it is an ack. */
    enum Kind {
        PERSISTENT(true),
        TRANSIENT(true),
        UNROUTABLE(true),
        REFUSED(false),
        HALF_REFUSED(false);

        private final boolean accepted;

        Kind(boolean accepted) {
            this.accepted = accepted;
        }
    }

    @Property
    @Rule({"PUB-CONFIRM-04", "PUB-CONFIRM-05", "PUB-CONFIRM-10"})
    @Needs(Capability.LENGTH_LIMITS)
    void everyPublishIsAnsweredExactlyOnceAndTheRightWay(@ForAll("mixes") List<Kind> mix, Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        Queues queues = Queues.declare(lab, channel);
        try {
            channel.confirmSelect();
            Set<Long> acked = new TreeSet<>();
            Set<Long> nacked = new TreeSet<>();
            for (int i = 0; i < mix.size(); i++) {
                (mix.get(i).accepted ? acked : nacked).add(i + 1L);
                queues.publish(channel, mix.get(i));
            }
            Answers answers = channel.answersTo(mix.size());
            Expect.equal("acked publishes of " + mix, acked, answers.acked());
            Expect.equal("nacked publishes of " + mix, nacked, answers.nacked());
            channel.quiet(queues.full());
        } finally {
            channel.dialogue().close();
        }
    }

    @Provide
    Arbitrary<List<Kind>> mixes() {
        return Arbitraries.of(Kind.class).list().ofMinSize(1).ofMaxSize(60);
    }

    /** A durable queue with room, one that refuses everything, and an exchange that copies to both. */
    private record Queues(String roomy, String full, String both) {
        static Queues declare(Lab lab, RawChannel channel) {
            Queues queues = new Queues(lab.name("roomy"), lab.name("full"), lab.name("both"));
            channel.declare(queues.roomy, true, Map.of());
            channel.declare(queues.full, false, Map.of("x-max-length", 0, "x-overflow", "reject-publish"));
            AMQP.Exchange.Declare fanout = new AMQP.Exchange.Declare.Builder()
                    .exchange(queues.both)
                    .type("fanout")
                    .build();
            channel.call(fanout, "exchange.declare-ok");
            for (String queue : List.of(queues.roomy, queues.full)) {
                AMQP.Queue.Bind bind = new AMQP.Queue.Bind.Builder()
                        .queue(queue)
                        .exchange(queues.both)
                        .build();
                channel.call(bind, "queue.bind-ok");
            }
            return queues;
        }

        void publish(RawChannel channel, Kind kind) {
            AMQP.BasicProperties light = new AMQP.BasicProperties();
            switch (kind) {
                case PERSISTENT -> channel.publish("", roomy, MessageProperties.MINIMAL_PERSISTENT_BASIC, "kept");
                case TRANSIENT -> channel.publish("", roomy, light, "light");
                case UNROUTABLE -> channel.publish("amq.direct", both, light, "nowhere");
                case REFUSED -> channel.publish("", full, light, "refused");
                case HALF_REFUSED -> channel.publish(both, "", light, "half refused");
            }
        }
    }
}
