package dev.touchstone.suite.cases.tx;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code tx.select}, and commit and rollback without it. */
@Conformance
class TxSelectCases {
    @Test
    @Rule("TX-01")
    void selectIsRepeatableAndCommitAndRollbackAreAnswered(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        AMQP.Tx.Select select = new AMQP.Tx.Select.Builder().build();
        dialogue.call(1, select, "tx.select-ok");
        dialogue.call(1, select, "tx.select-ok");
        dialogue.call(1, new AMQP.Tx.Commit.Builder().build(), "tx.commit-ok");
        dialogue.call(1, new AMQP.Tx.Commit.Builder().build(), "tx.commit-ok");
        dialogue.call(1, new AMQP.Tx.Rollback.Builder().build(), "tx.rollback-ok");
        dialogue.call(1, select, "tx.select-ok");
    }

    @Test
    @Rule("TX-01")
    void commitAndRollbackWithoutSelectAre406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        lab.channel(connection).txSelect();
        Channel committing = lab.channel(connection);
        AMQP.Channel.Close commit = Refusals.expect("tx.commit without tx.select", 406, "90.20", committing::txCommit);
        lab.expectText("channel is not transactional", commit.getReplyText());
        Channel rolling = lab.channel(connection);
        AMQP.Channel.Close rollback =
                Refusals.expect("tx.rollback without tx.select", 406, "90.30", rolling::txRollback);
        lab.expectText("channel is not transactional", rollback.getReplyText());
    }
}
