package io.keel.im.examples.role;

import io.keel.im.examples.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/**
 * What all processes of a cluster share and nobody else may know.
 *
 * @param tokens what tokens of users are signed with
 * @param peers what processes prove themselves to each other by
 */
public record Secrets(String tokens, String peers) {

    /** Names what tokens are signed with. */
    public static final String TOKENS = "IM_JWT_SECRET";

    /** Names what processes prove themselves by. */
    public static final String PEERS = "IM_CLUSTER_SECRET";

    private static final Map<String, Integer> LEAST_BYTES = Map.of(TOKENS, 32, PEERS, 16);

    /** Takes them from the environment. */
    static Secrets fromEnvironment() {
        return of(System::getenv, "set it, or give --secrets");
    }

    /** Reads them from a file of properties by the same names. */
    static Secrets fromFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UsageException("--secrets: cannot read " + file, e);
        }
        return of(properties::getProperty, "put it into " + file);
    }

    private static Secrets of(Function<String, String> source, String advice) {
        return new Secrets(read(TOKENS, source, advice), read(PEERS, source, advice));
    }

    private static String read(String name, Function<String, String> source, String advice) {
        String value = source.apply(name);
        if (value == null || value.isEmpty()) {
            throw new UsageException(name + ": missing (" + advice + ")");
        }
        int least = LEAST_BYTES.getOrDefault(name, 0);
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length < least) {
            throw new UsageException(name + ": " + length + " bytes (expected: at least " + least + ")");
        }
        return value;
    }

    byte[] tokenKey() {
        return tokens.getBytes(StandardCharsets.UTF_8);
    }

    /** Tells nothing of them. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
