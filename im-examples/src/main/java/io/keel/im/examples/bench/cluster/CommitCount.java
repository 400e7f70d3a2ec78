package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.host.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Counts the commits that stored messages. Of one node the database tells; in a cluster jobs commit there as well, so that logic is
 * asked for its batches, of which a commit holds one or more.
 */
final class CommitCount {

    private static final String BATCHES = "im_store_batch_messages_count";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Servers servers;
    private final Connection database;

    CommitCount(Servers servers, Connection database) {
        this.servers = servers;
        this.database = database;
    }

    /** How many there have been. */
    long now() throws IOException, SQLException {
        if (servers.logics().isEmpty()) {
            try (Statement statement = database.createStatement();
                    ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_commit'")) {
                return row.next() ? row.getLong(2) : 0;
            }
        }
        double batches = 0;
        for (String logic : servers.logics()) {
            batches += figures(logic).sum(BATCHES).orElse(0);
        }
        return (long) batches;
    }

    private Exposition figures(String process) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(process + "/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            return Exposition.parse(http.send(request, BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
