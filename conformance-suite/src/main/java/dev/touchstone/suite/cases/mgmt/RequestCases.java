package dev.touchstone.suite.cases.mgmt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is the same for all requests: status codes, pages, columns, order. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class RequestCases {
    @Test
    @Rule("MGMT-01")
    void statusCodesTellWhatHappened(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        Map<String, Map<String, Object>> bodies = Map.of(
                "queues", Map.of(),
                "exchanges", Map.of("type", "direct"),
                "policies", Map.of("pattern", "^nothing$", "definition", Map.of("max-length", 1)));
        bodies.forEach((kind, body) -> {
            ManagementBench.Resource place = http.at(kind, home, lab.name("thing"));
            place.get().expectError(404, "Object Not Found", "Not Found");
            place.delete().expectError(404, "Object Not Found", "Not Found");
            place.put(body).expect(201);
            place.put(body).expect(204);
            place.get().expect(200);
            place.put("{bad").expectBad("not_json");
            place.delete().expect(204);
            place.delete().expect(404);
        });
    }

    @Test
    @Rule("MGMT-01")
    void unknownPathsAndObjectsAreNotFound(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        String missing = lab.name("missing");
        for (ManagementBench.Resource place : List.of(
                http.at("nope"),
                http.at("queues", missing),
                http.at("queues", home, missing),
                http.at("exchanges", home, missing),
                http.at("vhosts", missing),
                http.at("users", missing),
                http.at("connections", missing),
                http.at("channels", missing))) {
            place.get().expectError(404, "Object Not Found", "Not Found");
        }
        http.at("nope").send("HEAD", "", Map.of()).expect(404);
    }

    @Test
    @Rule("MGMT-01")
    void wrongMethodsAre405AndHeadAndOptionsAreThere(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        http.at("overview").post("{}").expect(405);
        http.at("whoami").put("{}").expect(405);
        http.at("queues").delete().expect(405);
        http.at("connections").send("PATCH", "", Map.of()).expect(405);
        for (String path : List.of("overview", "queues", "exchanges", "connections", "users", "vhosts")) {
            ManagementBench.Reply head =
                    http.at(path).send("HEAD", "", Map.of()).expect(200);
            Expect.equal("body of HEAD " + path, "", head.answer().body());
            ManagementBench.Reply options =
                    http.at(path).send("OPTIONS", "", Map.of()).expect(200);
            String allow = options.header("Allow");
            Expect.that(
                    allow.contains("GET") && allow.contains("HEAD") && allow.contains("OPTIONS"),
                    "GET, HEAD and OPTIONS in Allow of " + path,
                    () -> "'" + allow + "'");
        }
    }

    private static ManagementBench.Resource fiveQueues(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.freshVirtualHost().virtualHost();
        for (String name : List.of("b1", "a1", "a2", "c1", "b2")) {
            http.at("queues", home, name).put(Map.of()).expect(201);
        }
        return http.at("queues", home);
    }

    @Test
    @Rule("MGMT-22")
    void listsComeInPagesAndAreFilteredByNameOrExpression(Lab lab) {
        ManagementBench.Resource queues = fiveQueues(lab);
        JsonNode second =
                queues.query("page=2&page_size=2&sort=name").get().expect(200).json();
        Expect.equal(
                "the second page",
                ManagementBench.json(Map.of(
                        "page",
                        2,
                        "page_size",
                        2,
                        "page_count",
                        3,
                        "item_count",
                        2,
                        "filtered_count",
                        5,
                        "total_count",
                        5)),
                ((com.fasterxml.jackson.databind.node.ObjectNode) second.deepCopy()).without("items"));
        Expect.equal(
                "names on the second page",
                List.of("b1", "b2"),
                second.path("items").findValuesAsText("name"));
        queues.query("page=3&page_size=2").get().expectAt("/item_count", 1);
        queues.query("page=1").get().expectAt("/page_size", 100).expectAt("/page_count", 1);
        queues.query("page=1&page_size=500").get().expect(200);
        queues.query("page=4&page_size=2").get().expectError(400, "page_out_of_range", "Page out of range");
        queues.query("page=1&page_size=501")
                .get()
                .expectError(400, "invalid_pagination_parameters", "Invalid pagination parameters");
        queues.query("page=0").get().expect(400);
        queues.query("page=x").get().expectBad("Pagination parameters are invalid");
        expectFilters(queues);
    }

    /** The same five queues under names or expressions. */
    private static void expectFilters(ManagementBench.Resource queues) {
        JsonNode part =
                queues.query("page=1&name=1&sort=name").get().expect(200).json();
        Expect.equal(
                "names with 1", List.of("a1", "b1", "c1"), part.path("items").findValuesAsText("name"));
        Expect.equal("filtered and total", "3 5", part.path("filtered_count") + " " + part.path("total_count"));
        JsonNode expression = queues.query("page=1&name=%5E%5Bab%5D1%24&use_regex=true&sort=name")
                .get()
                .expect(200)
                .json();
        Expect.equal(
                "names like ^[ab]1$",
                List.of("a1", "b1"),
                expression.path("items").findValuesAsText("name"));
        queues.query("page=1&name=%5E%5Bab%5D1%24&use_regex=false").get().expectAt("/filtered_count", 0);
        queues.query("page=1&name=(&use_regex=true").get().expect(400);
    }

    @Test
    @Rule("MGMT-22")
    void columnsAndOrderAreChosen(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        http.at("exchanges", home, lab.name("x")).put(Map.of()).expect(201);
        ManagementBench.Resource exchanges = http.at("exchanges", home);
        ManagementBench.Reply up =
                exchanges.query("columns=name,type&sort=name").get().expect(200);
        Expect.equal("upwards", up.column("name").stream().sorted().toList(), up.column("name"));
        for (JsonNode exchange : up.json()) {
            Expect.that(
                    exchange.size() == 2 && exchange.has("name") && exchange.has("type"),
                    "name and type",
                    exchange::toString);
        }
        List<String> down = exchanges
                .query("columns=name&sort=name&sort_reverse=true")
                .get()
                .expect(200)
                .column("name");
        Expect.equal(
                "downwards", down.stream().sorted(Comparator.reverseOrder()).toList(), down);
        exchanges
                .query("page=1&page_size=1&columns=name&sort=name")
                .get()
                .expectAt("/items", List.of(Map.of("name", "")));
    }
}
