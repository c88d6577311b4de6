package dev.touchstone.broker.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON. What comes from outside may be nested so deep and no deeper. */
final class Json {
    private static final int MAX_NESTING = 100;
    private static final int MAX_NAME = 65_535;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNameLength(MAX_NAME)
                            .maxStringLength(ManagementServer.MAX_BODY_OCTETS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private Json() {}

    /** A body as an object; an empty one is an empty object. */
    static Map<String, Object> object(byte[] body) {
        if (body.length == 0) {
            return new Doc();
        }
        if (read(body) instanceof Map<?, ?> map) {
            return fields(map);
        }
        throw ApiException.badRequest("not_json");
    }

    /** Fields in their order. */
    static Map<String, Object> fields(Map<?, ?> map) {
        Doc fields = new Doc();
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return fields;
    }

    private static @Nullable Object read(byte[] body) {
        try {
            return MAPPER.readValue(body, Object.class);
        } catch (IOException e) {
            throw ApiException.badRequest("not_json");
        }
    }

    static byte[] bytes(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken; // of what writes itself
            }
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
