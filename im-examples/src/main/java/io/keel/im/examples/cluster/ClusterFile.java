package io.keel.im.examples.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Supplier;

/** Tells other programs what runs: a list of workers as JSON. Whoever reads it sees a whole one. Safe for use by several threads. */
final class ClusterFile {

    private final Path file;

    ClusterFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** Writes what the source says now; of two writers the later one asks later. */
    synchronized void write(Supplier<? extends List<? extends Worker>> source) {
        List<? extends Worker> workers = source.get();
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (JsonGenerator json = new JsonFactory()
                    .createGenerator(Files.newBufferedWriter(draft, StandardCharsets.UTF_8))
                    .useDefaultPrettyPrinter()) {
                json.writeStartArray();
                for (Worker worker : workers) {
                    write(json, worker);
                }
                json.writeEndArray();
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    synchronized void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private static void write(JsonGenerator json, Worker worker) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", worker.name());
        json.writeStringField("role", worker.role());
        json.writeFieldName("pid");
        if (worker.pid().isPresent()) {
            json.writeNumber(worker.pid().getAsLong());
        } else {
            json.writeNull();
        }
        json.writeFieldName("port");
        if (worker.port().isPresent()) {
            json.writeNumber(worker.port().getAsInt());
        } else {
            json.writeNull();
        }
        if (worker.grpcPort().isPresent()) {
            json.writeNumberField("grpcPort", worker.grpcPort().getAsInt());
        }
        json.writeStringField("url", worker.url());
        json.writeArrayFieldStart("command");
        for (String argument : worker.command()) {
            json.writeString(argument);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
