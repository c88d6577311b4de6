package dev.touchstone.chaos.planted;

import static dev.touchstone.chaos.proxy.Selection.ofBroker;
import static dev.touchstone.chaos.proxy.Selection.ofClient;
import static dev.touchstone.chaos.proxy.Tamperings.change;
import static dev.touchstone.chaos.proxy.Tamperings.drop;

import dev.touchstone.chaos.proxy.WireCommand;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import java.util.List;

/** Answers of the broker that say something wrong, or do not come. */
final class AnswerBugs {
    private AnswerBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "capabilities-lying",
                        "the broker denies a capability that it has",
                        "CONN-07/theBrokerAnnouncesItsCapabilities",
                        () -> change(ofBroker("connection.start"), AnswerBugs::denyingBlocked)),
                new PlantedBug(
                        "channel-max-ignored",
                        "a client may open more channels than it agreed to",
                        "CHAN-03/openingMoreChannelsThanChannelMaxIs530",
                        () -> change(ofClient("connection.tune-ok"), tune -> tune.with("channel-max", 2047L))),
                new PlantedBug(
                        "close-ok-missing",
                        "the close of a channel is not answered",
                        "CHAN-08/theNumberIsFreeAgainAfterCloseOk",
                        () -> drop(ofBroker("channel.close-ok"))),
                new PlantedBug(
                        "declare-counts-short",
                        "declare-ok counts one message too few",
                        "QUEUE-01/declareOkCountsReadyMessagesAndNotUnacknowledgedOnes",
                        () -> change(
                                ofBroker("queue.declare-ok")
                                        .where(ok -> ok.method().number("message-count") > 0),
                                ok -> ok.with("message-count", ok.method().number("message-count") - 1))),
                new PlantedBug(
                        "server-name-wrong",
                        "declare-ok names a server-named queue otherwise than it is called",
                        "QUEUE-02/anEmptyNameGivesAServerNamedQueue",
                        () -> change(
                                ofBroker("queue.declare-ok")
                                        .where(ok -> ok.method().text("queue").startsWith("amq.gen-")),
                                ok -> ok.with("queue", ok.method().text("queue").substring(4)))),
                new PlantedBug(
                        "confirms-one-short",
                        "an ack of several publishes leaves the last one out",
                        "PUB-CONFIRM-05/aHundredFastPublishesAreAckedExactlyOnceEach",
                        () -> change(
                                ofBroker("basic.ack").where(AnswerBugs::coversSeveral),
                                ack -> ack.with("delivery-tag", ack.method().number("delivery-tag") - 1))));
    }

    private static boolean coversSeveral(WireCommand ack) {
        return ack.method().flag("multiple") && ack.method().number("delivery-tag") > 1;
    }

    private static WireCommand denyingBlocked(WireCommand start) {
        WireTable properties = start.method().table("server-properties");
        WireTable capabilities =
                replaced(properties.table("capabilities"), "connection.blocked", FieldValue.bool(false));
        return start.with("server-properties", replaced(properties, "capabilities", FieldValue.table(capabilities)));
    }

    private static WireTable replaced(WireTable table, String name, FieldValue value) {
        return new WireTable(table.entries().stream()
                .map(entry -> entry.name().equals(name) ? new WireTable.Entry(name, value) : entry)
                .toList());
    }
}
