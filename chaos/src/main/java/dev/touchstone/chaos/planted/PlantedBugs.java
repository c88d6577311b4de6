package dev.touchstone.chaos.planted;

import static dev.touchstone.chaos.proxy.Selection.brokerHeartbeats;
import static dev.touchstone.chaos.proxy.Selection.ofBroker;
import static dev.touchstone.chaos.proxy.Selection.ofClient;
import static dev.touchstone.chaos.proxy.Tamperings.change;
import static dev.touchstone.chaos.proxy.Tamperings.delayUntil;
import static dev.touchstone.chaos.proxy.Tamperings.drop;
import static dev.touchstone.chaos.proxy.Tamperings.duplicate;

import dev.touchstone.chaos.proxy.Selection;
import dev.touchstone.chaos.proxy.WireCommand;
import dev.touchstone.suite.probe.MethodFields;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The planted bugs, as data. A test runs each and expects its case to fail, and to pass without it. */
public final class PlantedBugs {
    private static final Selection DELIVERIES = ofBroker("basic.deliver").or(ofBroker("basic.get-ok"));

    private static final List<PlantedBug> FIRST = List.of(
            new PlantedBug(
                    "wrong-reply-code",
                    "a missing object is refused with 403 instead of 404",
                    "QUEUE-08/passiveDeclareOfAMissingQueueIs404",
                    () -> change(
                            ofBroker("channel.close")
                                    .where(close -> close.method().number("reply-code") == 404),
                            close -> close.with("reply-code", 403L))),
            new PlantedBug(
                    "close-names-no-method",
                    "channel.close carries zeros where the failing class and method belong",
                    "ACK-02/anUnknownTagIs406WithTheIdsOfTheMethodThatNamedIt",
                    () -> change(
                            ofBroker("channel.close"),
                            close -> close.with("class-id", 0L).with("method-id", 0L))),
            new PlantedBug(
                    "channel-close-swallowed",
                    "a channel error is not told",
                    "CONS-03/consumingFromAMissingQueueIs404",
                    () -> drop(ofBroker("channel.close"))),
            new PlantedBug(
                    "wrong-reply-id",
                    "exchange.bind is answered with the method id of unbind-ok",
                    "RETURN-01/aRouteThroughABoundExchangeIsARouteOnlyIfItEndsInAQueue",
                    () -> change(
                            ofBroker("exchange.bind-ok"),
                            ok -> ok.withMethod(new MethodFields(40, 51, "exchange.unbind-ok", Map.of())))),
            new PlantedBug(
                    "heartbeats-missing",
                    "the broker never sends a heartbeat",
                    "HB-01/anIdleBrokerSendsAHeartbeatEveryHalfInterval",
                    () -> drop(brokerHeartbeats())),
            new PlantedBug(
                    "frame-max-ignored",
                    "a body is sent in one frame, whatever frame-max was agreed",
                    "FRAME-06/theBrokerSplitsABodyIntoFramesWithinTheLimit",
                    () -> change(DELIVERIES, WireCommand::withBodyInOneFrame)),
            new PlantedBug(
                    "redelivered-never-set",
                    "redelivered is false whatever happened to the message",
                    "CONS-11/aRequeuedMessageIsMarkedAsRedelivered",
                    () -> change(DELIVERIES, delivery -> delivery.with("redelivered", false))),
            new PlantedBug(
                    "tag-off-after-redelivery",
                    "the delivery tag of a redelivered message is one too high",
                    "ACK-09/recoverDeliversTheUnacknowledgedAgainWithNewTags",
                    () -> change(
                            DELIVERIES.where(delivery -> delivery.method().flag("redelivered")),
                            delivery -> delivery.with(
                                    "delivery-tag", delivery.method().number("delivery-tag") + 1))),
            new PlantedBug(
                    "delivered-twice",
                    "every delivery is sent twice",
                    "CONS-06/oneConsumerGetsMessagesInTheOrderOfTheQueue",
                    () -> duplicate(ofBroker("basic.deliver"))),
            new PlantedBug(
                    "consumer-tags-swapped",
                    "a delivery names another consumer of its channel",
                    "CONS-06/consumersOfEqualPriorityGetMessagesRoundRobin",
                    SwappedConsumerTags::new),
            new PlantedBug(
                    "routing-key-altered",
                    "the receiver sees another routing key than the publisher gave",
                    "CC-03/theRoutingKeyIsAlwaysThatOfThePublish",
                    () -> change(
                            DELIVERIES,
                            delivery -> delivery.with(
                                    "routing-key", delivery.method().text("routing-key") + "-altered"))),
            new PlantedBug(
                    "bcc-kept",
                    "the header BCC reaches the receivers",
                    "CC-02/bccIsRemovedForAllReceiversAndCcStays",
                    KeptBcc::new),
            new PlantedBug(
                    "get-count-off-by-one",
                    "get-ok counts the message that it brings",
                    "CONS-13/getCountsTheMessagesThatAreLeft",
                    () -> change(
                            ofBroker("basic.get-ok"),
                            got -> got.with("message-count", got.method().number("message-count") + 1))),
            new PlantedBug(
                    "cancel-not-told",
                    "a consumer does not learn that its queue is gone",
                    "CONS-09/deletingTheQueueCancelsAConsumerThatAskedToBeTold",
                    () -> drop(ofBroker("basic.cancel"))),
            new PlantedBug(
                    "ack-before-return",
                    "a mandatory message is confirmed before it is returned",
                    "RETURN-02/inConfirmModeTheReturnComesBeforeTheAckOfItsPublish",
                    () -> delayUntil(ofBroker("basic.return"), ofBroker("basic.ack"))),
            new PlantedBug(
                    "confirmed-twice",
                    "every confirm is sent twice",
                    "PUB-CONFIRM-07/anUnroutablePublishIsAckedAndNothingElseComes",
                    () -> duplicate(ofBroker("basic.ack"))),
            new PlantedBug(
                    "refusal-confirmed",
                    "a publish that a queue refused is acked",
                    "PUB-CONFIRM-10/oneRefusingQueueMakesItANackAndTheOthersKeepTheirCopy",
                    () -> change(ofBroker("basic.nack"), PlantedBugs::toAck)),
            new PlantedBug(
                    "multiple-ignored",
                    "an ack settles one delivery although it says multiple",
                    "ACK-01/anAckOfMultipleSettlesAllUpToItsTag",
                    () -> change(ofClient("basic.ack"), ack -> ack.with("multiple", false))),
            new PlantedBug(
                    "requeue-ignored",
                    "what is given back is dropped",
                    "ACK-05/rejectAndNackWithRequeuePutTheMessageBackMarked",
                    () -> change(
                            ofClient("basic.nack").or(ofClient("basic.reject")),
                            refusal -> refusal.with("requeue", false))),
            new PlantedBug(
                    "prefetch-ignored",
                    "a consumer gets more than its limit",
                    "QOS-01/aLimitPerConsumerHoldsForEachConsumerSeparately",
                    () -> change(ofClient("basic.qos"), qos -> qos.with("prefetch-count", 0L))),
            new PlantedBug(
                    "mandatory-ignored",
                    "a mandatory message that reaches no queue is dropped",
                    "RETURN-01/theDefaultExchangeReturnsWhatNamesNoQueue",
                    () -> change(ofClient("basic.publish"), publish -> publish.with("mandatory", false))),
            new PlantedBug(
                    "hash-wants-a-word",
                    "# in a pattern does not match zero words",
                    "TOPIC-03/hashAtTheEndAtTheStartAndInTheMiddle",
                    () -> change(
                            ofClient("queue.bind").or(ofClient("queue.unbind")),
                            bind -> bind.with(
                                    "routing-key", wordThenHash(bind.method().text("routing-key"))))));

    private PlantedBugs() {}

    /** All of them, each with an id of its own. */
    public static List<PlantedBug> all() {
        return Stream.of(FIRST, ContentBugs.all(), AnswerBugs.all(), TransactionBugs.all())
                .flatMap(List::stream)
                .toList();
    }

    private static WireCommand toAck(WireCommand nack) {
        MethodFields fields = nack.method();
        Map<String, Object> ack =
                Map.of("delivery-tag", fields.number("delivery-tag"), "multiple", fields.flag("multiple"));
        return nack.withMethod(new MethodFields(60, 80, "basic.ack", ack));
    }

    private static String wordThenHash(String pattern) {
        return String.join(
                ".",
                List.of(pattern.split("\\.", -1)).stream()
                        .map(word -> word.equals("#") ? "*.#" : word)
                        .toList());
    }
}
