package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of {@code cluster.json}, as another program reads it.
 *
 * @param name its name
 * @param role what it does
 * @param pid its process
 * @param port the port of its HTTP, or an engine's
 * @param grpcPort the port of its gRPC; 0 where there is none
 * @param url the base of its HTTP addresses, or an engine's address
 * @param command what it was started by
 */
record ListedWorker(String name, String role, long pid, int port, int grpcPort, String url, List<String> command) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Reads the whole file. */
    static List<ListedWorker> read(Path file) throws IOException {
        List<ListedWorker> workers = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                workers.add(worker(json));
            }
        }
        return workers;
    }

    private static ListedWorker worker(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        List<String> command = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    command.add(json.getText());
                }
            } else {
                fields.put(field, json.getText());
            }
        }
        return new ListedWorker(
                fields.getOrDefault("name", ""),
                fields.getOrDefault("role", ""),
                Long.parseLong(fields.getOrDefault("pid", "0")),
                Integer.parseInt(fields.getOrDefault("port", "0")),
                Integer.parseInt(fields.getOrDefault("grpcPort", "0")),
                fields.getOrDefault("url", ""),
                List.copyOf(command));
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** What stands behind an option of its command. */
    String option(String option) {
        return command.get(command.indexOf(option) + 1);
    }

    /** Asks it by HTTP; the status is 0 when nobody answers. */
    int status(HttpClient http, String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException silent) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
