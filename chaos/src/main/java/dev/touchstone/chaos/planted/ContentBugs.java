package dev.touchstone.chaos.planted;

import static dev.touchstone.chaos.proxy.Selection.ofBroker;
import static dev.touchstone.chaos.proxy.Tamperings.change;

import dev.touchstone.chaos.proxy.Selection;
import dev.touchstone.chaos.proxy.WireCommand;
import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Messages that arrive otherwise than they were published. */
final class ContentBugs {
    private static final Selection DELIVERIES = ofBroker("basic.deliver").or(ofBroker("basic.get-ok"));

    private ContentBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "redelivered-always-set",
                        "redelivered is true already at the first delivery",
                        "CONS-11/theFirstDeliveryIsNotMarkedAsRedelivered",
                        () -> change(DELIVERIES, delivery -> delivery.with("redelivered", true))),
                new PlantedBug(
                        "properties-dropped",
                        "the properties message-id and timestamp do not reach the receiver",
                        "PUB-02/allFourteenPropertiesAndTheBodyComeBackByGet",
                        () -> change(DELIVERIES, delivery -> altered(delivery, ContentBugs::withoutIdAndTime))),
                new PlantedBug(
                        "header-type-changed",
                        "a header that was sent as a 32-bit integer arrives as one of 64 bits",
                        "FRAME-20/everyFieldTypeSurvivesWithItsTagAndValue",
                        () -> change(DELIVERIES, delivery -> altered(delivery, ContentBugs::widened))),
                new PlantedBug(
                        "body-cut-at-frame",
                        "of a body in several frames only the first arrives",
                        "PUB-03/emptySmallAndLargeBodiesArriveUnchanged",
                        () -> change(DELIVERIES, ContentBugs::firstFrameOnly)));
    }

    private static WireCommand altered(WireCommand delivery, UnaryOperator<ContentProperties> change) {
        WireFrame header = delivery.frames().get(1);
        return delivery.withFrame(1, headerFrame(header, change.apply(header.properties()), header.bodySize()));
    }

    private static WireFrame headerFrame(WireFrame header, ContentProperties properties, long bodySize) {
        return new WireFrame(WireFrame.HEADER, header.channel(), properties.payload(bodySize), WireFrame.END);
    }

    private static ContentProperties withoutIdAndTime(ContentProperties properties) {
        Map<String, Object> left = new LinkedHashMap<>(properties.values());
        left.remove("message-id");
        left.remove("timestamp");
        return new ContentProperties(left);
    }

    private static ContentProperties widened(ContentProperties properties) {
        if (properties.headers().entries().isEmpty()) {
            return properties;
        }
        return properties.withHeaders(new WireTable(properties.headers().entries().stream()
                .map(entry -> new WireTable.Entry(entry.name(), widened(entry.value())))
                .toList()));
    }

    private static FieldValue widened(FieldValue value) {
        return value.tag() == 'I' ? new FieldValue('l', value.value()) : value;
    }

    private static WireCommand firstFrameOnly(WireCommand delivery) {
        if (delivery.frames().size() < 4) {
            return delivery;
        }
        WireFrame header = delivery.frames().get(1);
        WireFrame first = delivery.frames().get(2);
        WireFrame shorter = headerFrame(header, header.properties(), first.payload().length);
        return new WireCommand(List.of(delivery.first(), shorter, first));
    }
}
