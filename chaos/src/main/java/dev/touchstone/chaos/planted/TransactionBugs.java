package dev.touchstone.chaos.planted;

import dev.touchstone.chaos.planted.Masked.Mask;
import dev.touchstone.suite.probe.MethodFields;
import java.util.List;
import java.util.Map;

/** Transactions that are none, or that end otherwise than the client says. */
final class TransactionBugs {
    private static final MethodFields FLOW = new MethodFields(20, 20, "channel.flow", Map.of("active", true));

    private TransactionBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "transactions-leak",
                        "what a transactional channel publishes and settles takes effect at once",
                        "TX-02/publishesBecomeVisibleAtCommit",
                        () -> new Masked(
                                Map.of(
                                        "tx.select", new Mask(FLOW, tx(11, "tx.select-ok")),
                                        "tx.commit", new Mask(FLOW, tx(21, "tx.commit-ok")),
                                        "tx.rollback", new Mask(FLOW, tx(31, "tx.rollback-ok"))),
                                "channel.flow",
                                "channel.flow-ok",
                                "tx.select")),
                new PlantedBug(
                        "rollback-commits",
                        "a rollback keeps what was published and settled",
                        "TX-02/rollbackDropsPublishes",
                        () -> new Masked(
                                Map.of("tx.rollback", new Mask(tx(20, "tx.commit"), tx(31, "tx.rollback-ok"))),
                                "tx.commit",
                                "tx.commit-ok",
                                "tx.select")));
    }

    private static MethodFields tx(int methodId, String name) {
        return new MethodFields(90, methodId, name, Map.of());
    }
}
