package dev.touchstone.suite.cases.mgmt;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Export and import of definitions. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class DefinitionCases {
    private static final List<String> PARTS = List.of("bindings", "exchanges", "parameters", "policies", "queues");

    /** A virtual host with one of everything, and what is never exported. */
    private static Endpoint furnished(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.queueDeclare("q", true, false, false, Map.of("x-max-length", 10));
        channel.queueDeclare("exclusive", false, true, false, Map.of());
        channel.exchangeDeclare("x", "topic", true, false, Map.of("alternate-exchange", "amq.fanout"));
        channel.queueBind("q", "x", "k.*", Map.of("h", 1));
        ManagementBench http = ManagementBench.of(lab);
        http.at("policies", place.virtualHost(), "p")
                .put(Map.of("pattern", "^q$", "definition", Map.of("max-length", 3)))
                .expect(201);
        http.at("operator-policies", place.virtualHost(), "o")
                .put(Map.of("pattern", "^q$", "definition", Map.of("max-length", 5)))
                .expect(201);
        return place;
    }

    @Test
    @Rule("MGMT-21")
    void theExportOfAVirtualHostHasItsPartsAndImportsElsewhere(Lab lab) throws Exception {
        Endpoint place = furnished(lab);
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Reply export =
                http.at("definitions", place.virtualHost()).get().expect(200);
        export.expectFields("", PARTS.toArray(String[]::new)).expectFields("", "rabbit_version");
        export.expectNoFields("", "users", "vhosts", "permissions", "global_parameters");
        Expect.equal("queues", List.of("q"), export.json().path("queues").findValuesAsText("name"));
        Expect.equal("exchanges", List.of("x"), export.json().path("exchanges").findValuesAsText("name"));
        Expect.equal("bindings", 1, export.json().path("bindings").size());
        String copy = lab.freshVirtualHost().virtualHost();
        http.at("definitions", copy).post(export.answer().body()).expect(204);
        JsonNode again = http.at("definitions", copy).get().expect(200).json();
        for (String part : PARTS) {
            String wanted = export.json().path(part).toString().replace(place.virtualHost(), copy);
            Expect.equal(part + " after the import", ManagementBench.parseJson(wanted), again.path(part));
        }
    }

    @Test
    @Rule("MGMT-21")
    void theWholeExportHasAllPartsAndLeavesOutExclusiveQueuesAndPredeclaredExchanges(Lab lab) throws Exception {
        Endpoint place = furnished(lab);
        ManagementBench.Reply export =
                ManagementBench.of(lab).at("definitions").get().expect(200);
        export.expectFields("", PARTS.toArray(String[]::new))
                .expectFields(
                        "",
                        "users",
                        "vhosts",
                        "permissions",
                        "topic_permissions",
                        "global_parameters",
                        "rabbit_version",
                        "rabbitmq_version",
                        "product_name",
                        "product_version");
        JsonNode all = export.json();
        Expect.equal("queues", List.of("q"), namesIn(all.path("queues"), place));
        Expect.equal("exchanges", List.of("x"), namesIn(all.path("exchanges"), place));
        Expect.equal("policies", List.of("p"), namesIn(all.path("policies"), place));
        Expect.equal("parameters", List.of("o"), namesIn(all.path("parameters"), place));
        Expect.that(
                all.path("vhosts").findValuesAsText("name").contains(place.virtualHost()),
                place.virtualHost() + " in vhosts",
                () -> all.path("vhosts").toString());
    }

    private static List<String> namesIn(JsonNode list, Endpoint place) {
        List<String> names = new java.util.ArrayList<>();
        for (JsonNode object : list) {
            if (object.path("vhost").asText().equals(place.virtualHost())) {
                names.add(object.path("name").asText());
            }
        }
        return names;
    }

    @Test
    @Rule("MGMT-21")
    void anImportAddsAndTakesNothingAway(Lab lab) throws Exception {
        String home = lab.endpoint().virtualHost();
        ManagementBench http = ManagementBench.of(lab);
        String old = lab.queue(lab.channel(), Map.of("x-max-length", 10));
        String added = lab.name("q2");
        Map<String, Object> queue = QueueBench.arguments(
                "name", added, "vhost", home, "durable", true, "auto_delete", false, "arguments", Map.of());
        http.at("definitions").post(Map.of("queues", List.of(queue))).expect(204);
        http.at("queues", home, added).get().expect(200).expectAt("/durable", true);
        http.at("queues", home, old).get().expect(200).expectAt("/arguments", Map.of("x-max-length", 10));
        queue.put("name", old);
        queue.remove("vhost");
        http.at("definitions", home).post(Map.of("queues", List.of(queue))).expect(204);
        http.at("queues", home, old).get().expectAt("/arguments", Map.of("x-max-length", 10));
        queue.put("vhost", lab.name("missing"));
        http.at("definitions").post(Map.of("queues", List.of(queue))).expectBad("no_such_vhost");
        http.at("definitions").post("{bad").expect(400);
        http.at("definitions", home).post("{bad").expect(400);
        http.at("definitions", lab.name("missing")).post(Map.of()).expect(404);
    }
}
