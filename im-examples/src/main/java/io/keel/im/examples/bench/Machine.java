package io.keel.im.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this machine lets the benchmark do: pin processes to cores, count segments, open files. */
final class Machine {

    private static final long WANTED_FILES = 65_536;
    private static final long MOST_STORING_MEBIBYTES = 6_144;
    private static final long MOST_MEBIBYTES = 2_048;

    private final boolean pins;

    Machine() {
        pins = Runtime.getRuntime().availableProcessors() >= 2 && onPath("taskset");
    }

    /** Whether server and client get a core each. */
    boolean pins() {
        return pins;
    }

    boolean countsSegments() {
        return onPath("ss");
    }

    /** A command as it is to be started: on one core, with as many open files as there may be. */
    List<String> command(int core, List<String> command) {
        String raise = "ulimit -n " + WANTED_FILES + " 2>/dev/null || ulimit -n $(ulimit -Hn); exec \"$@\"";
        List<String> shell = List.of("sh", "-c", raise, "sh");
        List<String> pin = pins ? List.of("taskset", "-c", String.valueOf(core)) : List.of();
        return Stream.of(shell, pin, command).flatMap(List::stream).toList();
    }

    /** A command that takes of a core what is left over, so that it keeps nobody else there waiting. */
    List<String> leftOver(int core, List<String> command) {
        List<String> idle = onPath("chrt") ? List.of("chrt", "-i", "0") : List.of("nice", "-n", "19");
        return command(core, Stream.concat(idle.stream(), command.stream()).toList());
    }

    /**
     * The heap of a server: large for one that keeps what it stores, fixed, and touched before the first round, so that no round
     * pays for what a machine does when a program touches memory for the first time. That can be more than all else. It lies in
     * huge pages where the system gives them, as the heap of a server that is run in earnest does: how small pages happen to lie
     * differs from run to run.
     */
    static List<String> heap(Contender contender) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long all = system.getTotalMemorySize() >> 20;
        long mebibytes =
                contender.isKeel() ? Math.min(MOST_STORING_MEBIBYTES, all / 5) : Math.min(MOST_MEBIBYTES, all / 12);
        return List.of(
                "-Xms" + mebibytes + "m",
                "-Xmx" + mebibytes + "m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseTransparentHugePages");
    }

    /** How many connections one process can hold. */
    static int connections(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/limits"))) {
            if (line.startsWith("Max open files")) {
                String soft = line.substring("Max open files".length()).trim().split(" +")[0];
                return soft.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(soft) - 200;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
