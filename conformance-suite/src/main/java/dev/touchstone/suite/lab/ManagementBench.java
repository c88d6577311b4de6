package dev.touchstone.suite.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Requests to the target's management HTTP API as a user of one's choice, each with the answer that has to come. What else comes is
 * a {@link Finding} that names the request.
 */
public final class ManagementBench {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;
    private final ManagementClient http;

    private ManagementBench(Lab lab, ManagementClient http) {
        this.lab = lab;
        this.http = http;
    }

    /**
     * As the administrator whom the target was given.
     *
     * @throws UnsupportedByTarget if the target has no management API
     */
    public static ManagementBench of(Lab lab) {
        if (lab.admin() instanceof HttpAdmin admin) {
            return new ManagementBench(lab, admin.http());
        }
        throw new UnsupportedByTarget(Capability.MANAGEMENT_HTTP);
    }

    /** As another user. */
    public ManagementBench as(Endpoint user) {
        return new ManagementBench(lab, http.as(user.user(), user.password()));
    }

    /** Without any login. */
    public ManagementBench anonymous() {
        return new ManagementBench(lab, http.anonymous());
    }

    /** The port of the API. */
    public int port() {
        return http.port();
    }

    /** What stands under {@code /api}; every segment is encoded, slashes in it, too. */
    public Resource at(String... segments) {
        return new Resource(
                "/api/" + Arrays.stream(segments).map(ManagementBench::encode).collect(Collectors.joining("/")));
    }

    /** The same for a whole path as a client types it, such as {@code queues?page=1}. */
    public Resource path(String typed) {
        return new Resource("/api/" + typed);
    }

    /** One segment of a path, percent-encoded. */
    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Any value as JSON. */
    public static JsonNode json(Object value) {
        return parseJson(write(value));
    }

    /** A text that has to be JSON; a finding if it is none. */
    public static JsonNode parseJson(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Finding("JSON", text);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + value, e);
        }
    }

    /** Something with an address. */
    public final class Resource {
        private final String path;

        private Resource(String path) {
            this.path = path;
        }

        /** The same with a query, such as {@code page=1&page_size=2}. */
        public Resource query(String query) {
            return new Resource(path + "?" + query);
        }

        public Reply get() {
            return send("GET", "", Map.of());
        }

        /** Puts a map as JSON, or a text as it is. */
        public Reply put(Object body) {
            return send("PUT", body, Map.of());
        }

        public Reply post(Object body) {
            return send("POST", body, Map.of());
        }

        public Reply delete() {
            return send("DELETE", "", Map.of());
        }

        /** Puts the same twice: the first makes it, the second finds it there. */
        public void putTwice(Object body) {
            put(body).expect(201);
            put(body).expect(204);
        }

        /** Deletes twice: the second finds nothing. */
        public void deleteTwice() {
            delete().expect(204);
            delete().expect(404);
        }

        /** Any method, with a body (empty for none) and further headers. */
        public Reply send(String method, Object body, Map<String, String> headers) {
            String text = body instanceof String typed ? typed : write(body);
            return new Reply(lab, http.send(method, path, text, headers));
        }

        /** Asks until the answer is 200 with such a document; statistics may be seconds old. */
        public JsonNode await(String expected, Predicate<JsonNode> wanted) {
            return awaitReply(expected, wanted).json();
        }

        /** The same with the whole answer. */
        public Reply awaitReply(String expected, Predicate<JsonNode> wanted) {
            List<Reply> seen = new ArrayList<>();
            lab.awaitStatistics(expected + " in GET " + path, () -> {
                Reply reply = get();
                if (reply.status() != 200 || !wanted.test(reply.json())) {
                    return false;
                }
                return seen.add(reply);
            });
            return seen.get(0);
        }

        /** Asks until the list has such an element, and returns the first. */
        public JsonNode awaitElement(String expected, Predicate<JsonNode> wanted) {
            JsonNode list = await(
                    expected,
                    all -> StreamSupport.stream(all.spliterator(), false).anyMatch(wanted));
            return StreamSupport.stream(list.spliterator(), false)
                    .filter(wanted)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** An answer. */
    public record Reply(Lab lab, ManagementClient.Answer answer) {
        public int status() {
            return answer.status();
        }

        /** The first value of a header, empty if there is none. */
        public String header(String name) {
            return answer.headers()
                    .getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of(""))
                    .get(0);
        }

        /** The body as JSON. */
        public JsonNode json() {
            return parseJson(answer.body());
        }

        public Reply expect(int status) {
            Expect.that(
                    answer.status() == status,
                    status + " in answer to " + answer.request(),
                    () -> answer.status() + " " + answer.body());
            return this;
        }

        /** Expects status and error, and where texts are pinned that part of the body. */
        public Reply expectError(int status, String error, String text) {
            expect(status).expectAt("/error", error);
            lab.expectText(text, answer.body());
            return this;
        }

        /** Expects 400 of a bad request, and where texts are pinned that part of the reason. */
        public Reply expectBad(String text) {
            return expectError(400, "bad_request", text);
        }

        /** Expects that value at a JSON pointer such as {@code /0/name}. */
        public Reply expectAt(String pointer, Object value) {
            Expect.equal(answer.request() + " " + pointer, ManagementBench.json(value), json().at(pointer));
            return this;
        }

        /** Expects exactly this document. */
        public Reply expectJson(Object value) {
            return expectAt("", value);
        }

        /** Expects that the object at the pointer has all these fields. */
        public Reply expectFields(String pointer, String... names) {
            JsonNode object = json().at(pointer);
            TreeSet<String> missing = new TreeSet<>(List.of(names));
            object.fieldNames().forEachRemaining(missing::remove);
            Expect.that(
                    missing.isEmpty(),
                    answer.request() + " " + pointer + " with " + String.join(", ", names),
                    () -> "without " + missing + ": " + object);
            return this;
        }

        /** Expects that the object at the pointer has none of these fields. */
        public Reply expectNoFields(String pointer, String... names) {
            JsonNode object = json().at(pointer);
            for (String name : names) {
                Expect.that(!object.has(name), answer.request() + " without " + name, object::toString);
            }
            return this;
        }

        /** Expects an object with that value of the field in a list. */
        public Reply expectListed(String name, String value) {
            List<String> values = column(name);
            Expect.that(values.contains(value), value + " in answer to " + answer.request(), values::toString);
            return this;
        }

        /** That field of every object in a list. */
        public List<String> column(String name) {
            List<String> values = new ArrayList<>();
            json().forEach(object -> values.add(object.path(name).asText()));
            return values;
        }
    }
}
