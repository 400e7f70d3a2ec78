package io.keel.im.examples.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster is told.
 *
 * @param port the first gateway's; 0 for any
 * @param gateways how many gateways
 * @param logics how many logic processes
 * @param sessions how many session processes
 * @param chat the rules of the chat, as arguments of roles
 * @param sequencer who allots seqs, as an argument of logic
 * @param blockedWords what the job takes back texts for
 * @param archive where old messages go; null for nowhere
 * @param restarts whether what dies is started again
 */
record ClusterOptions(
        int port,
        int gateways,
        int logics,
        int sessions,
        List<String> chat,
        String sequencer,

        List<String> blockedWords,
        @Nullable Path archive,
        boolean restarts) {

    /**
     * The processes, those that may start together in one list.
     *
     * @param arguments what each is told beside what is its own
     */
    List<List<RoleProcess>> waves(Plan plan, List<String> arguments) {
        List<String> inside = new ArrayList<>(arguments);
        // Nobody else's business.
        inside.addAll(List.of("--listen", "127.0.0.1"));
        if (archive != null) {
            inside.addAll(List.of("--archive", archive.toAbsolutePath().toString()));
        }
        List<RoleProcess> back = new ArrayList<>();
        back.addAll(plan.role("data-proxy", plan.ports(1, 0), inside));
        back.addAll(plan.role("session", plan.ports(sessions, 0), inside));
        List<String> logic = new ArrayList<>(inside);
        logic.addAll(List.of("--sequencer", sequencer));
        back.addAll(plan.role("logic", plan.ports(logics, 0), logic));
        List<String> job = new ArrayList<>(inside);
        if (!blockedWords.isEmpty()) {
            job.addAll(List.of("--blocked-words", String.join(",", blockedWords)));
        }
        back.addAll(plan.role("job", plan.ports(1, 0), job));
        List<Integer> ports = plan.ports(gateways, port);
        List<String> outside = new ArrayList<>(arguments);
        // The page of one gateway moves to another when its own is gone.
        outside.addAll(List.of(
                "--allow-origins",
                ports.stream()
                        .flatMap(each -> Stream.of("http://localhost:" + each, "http://127.0.0.1:" + each))
                        .collect(Collectors.joining(","))));
        return List.of(back, plan.role("gateway", ports, outside));
    }
}
