package io.keel.im.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel knows of a process. */
public final class ProcessFigures {

    /** The kernel counts CPU time in hundredths of a second for user space, whatever its own tick. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final Path folder;

    public ProcessFigures(long pid) {
        folder = Path.of("/proc", String.valueOf(pid));
    }

    /** CPU time of all its threads since its start, in microseconds. */
    public long cpuMicros() throws IOException {
        String stat = Files.readString(folder.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
    }

    /** Resident memory in bytes. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(folder.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS in " + folder);
    }

    int openFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
            return (int) files.count();
        }
    }
}
