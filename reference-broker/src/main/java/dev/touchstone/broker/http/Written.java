package dev.touchstone.broker.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON object that is never put together: its fields are written when the answer is. A list of ten thousand needs no more memory than its text. */
record Written(Consumer<Fields> fields) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator out, SerializerProvider serializers) throws IOException {
        try {
            out.writeStartObject();
            fields.accept(new Stream(out, serializers));
            out.writeEndObject();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializerProvider serializers, TypeSerializer types)
            throws IOException {
        serialize(out, serializers);
    }

    /** Fields that are written at once. */
    private record Stream(JsonGenerator out, SerializerProvider serializers) implements Fields {
        @Override
        public Fields with(String name, @Nullable Object value) {
            try {
                out.writeFieldName(name);
                write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        /** What most fields are goes the short way. */
        private void write(@Nullable Object value) throws IOException {
            if (value == null) {
                out.writeNull();
            } else if (value instanceof String text) {
                out.writeString(text);
            } else if (value instanceof Long number) {
                out.writeNumber(number.longValue());
            } else if (value instanceof Integer number) {
                out.writeNumber(number.intValue());
            } else if (value instanceof Boolean bool) {
                out.writeBoolean(bool);
            } else {
                serializers.defaultSerializeValue(value, out);
            }
        }

        @Override
        public Fields nested(String name, Consumer<Fields> fields) {
            try {
                out.writeObjectFieldStart(name);
                fields.accept(this);
                out.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }
    }
}
