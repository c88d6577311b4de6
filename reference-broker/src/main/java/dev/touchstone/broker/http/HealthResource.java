package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.broker.channel.DirectPublish;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.vhost.QueueDeclaration;
import dev.touchstone.broker.wire.FieldTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Health checks (MGMT-23). */
final class HealthResource {
    private static final String ALIVENESS = "aliveness-test";
    private static final Map<String, String> PROTOCOLS =
            Map.of("amqp091", "amqp", "amqp0.9.1", "amqp", "amqps", "amqp/ssl", "amqp-ssl", "amqp/ssl");
    private static final Set<String> UNITS = Set.of("days", "weeks", "months", "years");

    private final Site site;

    HealthResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("health/checks/alarms", call -> alarms("There are alarms in effect in the cluster"))
                .get("health/checks/local-alarms", call -> alarms("There are alarms in effect on the node"))
                .get("health/checks/virtual-hosts", call -> ok())
                .get("health/checks/node-is-quorum-critical", call -> alone())
                .get("health/checks/port-listener/:port", this::port)
                .get("health/checks/protocol-listener/:protocol", this::protocol)
                .get("health/checks/certificate-expiration/:within/:unit", this::certificates)
                .get("healthchecks/node", call -> alarms("resource alarm(s) in effect"))
                .get("healthchecks/node/:node", call -> alarms("resource alarm(s) in effect"))
                .get("aliveness-test/:vhost", this::aliveness);
        if (site.dialect().hasMirrorsAndLazyQueues()) {
            router.get("health/checks/node-is-mirror-sync-critical", call -> alone());
        }
    }

    private static Reply ok() {
        return Reply.of(new Doc().with("status", "ok"));
    }

    private static Reply alone() {
        return Reply.of(new Doc().with("status", "ok").with("reason", "single node cluster"));
    }

    private static Reply failed(Doc details) {
        return Reply.json(503, new Doc().with("status", "failed").withAll(details));
    }

    private Reply alarms(String reason) {
        Set<ResourceAlarm> raised = site.broker().alarms();
        if (raised.isEmpty()) {
            return ok();
        }
        List<Doc> alarms = raised.stream()
                .map(alarm -> new Doc().with("node", Site.NODE).with("resource", alarm.resource()))
                .toList();
        return failed(new Doc().with("reason", reason).with("alarms", alarms));
    }

    private Reply port(Call call) {
        int port;
        try {
            port = Integer.parseInt(call.at("port"));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("Invalid port");
        }
        List<Integer> ports = site.broker().listeners().stream()
                .map(Administration.ListenerInfo::port)
                .toList();
        return ports.contains(port)
                ? Reply.of(new Doc().with("status", "ok").with("port", port))
                : failed(new Doc()
                        .with("reason", "No active listener")
                        .with("missing", port)
                        .with("ports", ports));
    }

    private Reply protocol(Call call) {
        String asked = call.at("protocol");
        String protocol = PROTOCOLS.getOrDefault(asked, asked);
        List<String> protocols = site.broker().listeners().stream()
                .map(Administration.ListenerInfo::protocol)
                .toList();
        return protocols.contains(protocol)
                ? Reply.of(new Doc().with("status", "ok").with("protocol", protocol))
                : failed(new Doc()
                        .with("reason", "No active listener")
                        .with("missing", asked)
                        .with("protocols", protocols));
    }

    /** Certificates are not looked into yet: without TLS there are none, and RabbitMQ then says ok. */
    private Reply certificates(Call call) {
        if (!UNITS.contains(call.at("unit")) || !call.at("within").matches("\\d{1,6}")) {
            throw ApiException.badRequest("Invalid expiration unit or value");
        }
        return ok();
    }

    /** Declares a queue, and a message goes through it. */
    private Reply aliveness(Call call) {
        String text = "test_message";
        boolean came = site.asClient(call, (room, caller) -> {
            long nowMillis = room.scope().nowMillis();
            QueueMachine queue = room.vhost()
                    .declareQueue(
                            caller,
                            new QueueDeclaration(ALIVENESS, false, false, false, false, FieldTable.EMPTY),
                            nowMillis);
            new DirectPublish(room.scope(), caller)
                    .publish(Address.of("", ALIVENESS), BasicProperties.NONE, text.getBytes(StandardCharsets.UTF_8));
            QueuedMessage message = queue.get(true, nowMillis);
            if (message != null) {
                message.message().release();
            }
            return message != null;
        });
        return came ? ok() : failed(new Doc().with("reason", "the message did not come back"));
    }
}
