package io.keel.im.registry.etcd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keel.im.spi.ServiceInstance;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** What stands in the value of an instance's key: {@code {"address":"10.0.0.1:9090","metadata":{"url":"http://…"}}}. */
final class InstanceCodec {

    private static final JsonFactory JSON = new JsonFactory();

    private InstanceCodec() {}

    static String encode(ServiceInstance instance) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("address", instance.address());
            json.writeObjectFieldStart("metadata");
            for (Map.Entry<String, String> entry : instance.metadata().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Reads a value; fields that are not known are passed over.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    static ServiceInstance decode(String service, String id, String text) {
        String address = "";
        Map<String, String> metadata = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("address") && value == JsonToken.VALUE_STRING) {
                    address = json.getText();
                } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                    readTexts(json, metadata);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        return new ServiceInstance(service, id, address, metadata);
    }

    private static void readTexts(JsonParser json, Map<String, String> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken().isScalarValue()) {
                into.put(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }
}
