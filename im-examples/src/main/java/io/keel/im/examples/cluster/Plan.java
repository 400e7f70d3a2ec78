package io.keel.im.examples.cluster;

import io.keel.im.examples.Main;
import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.examples.role.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What processes there are to be, and by which command lines. */
final class Plan {

    private static final int SECRET_BYTES = 32;

    /** More than a process gives itself for all the rest of its end. */
    private static final Duration BEYOND_DRAIN = Duration.ofSeconds(20);

    private static final List<String> JVM =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8");

    private final Path folder;
    private final Path classPath;
    private final Path secrets;
    private final Duration drain;
    private final Set<Integer> ports = new HashSet<>();

    /**
     * Prepares what all processes need.
     *
     * @param folder where their logs go, and what they share
     * @param drain how long each may take to finish what it has
     */
    Plan(Path folder, Duration drain) {
        this.folder = folder;
        this.drain = drain;
        this.classPath = folder.resolve("class-path.args");
        this.secrets = folder.resolve("secrets.properties");
        try {
            Files.createDirectories(folder);
            String quoted = ThisProgram.classPath().replace("\\", "\\\\").replace("\"", "\\\"");
            Files.writeString(classPath, "-cp\n\"" + quoted + "\"\n");
            Files.deleteIfExists(secrets);
            Files.createFile(
                    secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secrets, secret(Secrets.TOKENS) + secret(Secrets.PEERS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    /**
     * Returns if one can listen on a port; 0 is any.
     *
     * @throws UsageException if it is in use
     */
    static void requireFree(int port) {
        if (port > 0 && !isFree(port)) {
            throw new UsageException("cannot listen on port " + port + ": it is in use");
        }
    }

    /**
     * Picks ports.
     *
     * @param count how many
     * @param first the first, the others after it as far as they are free; 0 for any
     */
    List<Integer> ports(int count, int first) {
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picked.add(free(first == 0 ? 0 : first + i));
        }
        return picked;
    }

    /**
     * Plans processes of one role.
     *
     * @param ports of their HTTP, one for each
     * @param arguments what all of them are told
     */
    List<RoleProcess> role(String role, List<Integer> ports, List<String> arguments) {
        List<RoleProcess> processes = new ArrayList<>();
        for (int port : ports) {
            String name = role + "-" + (processes.size() + 1);
            processes.add(process(new RoleProcess.Assignment(role, name, port, free(0)), arguments));
        }
        return processes;
    }

    /** Takes away what nobody else is to read. */
    void forget() {
        try {
            Files.deleteIfExists(secrets);
        } catch (IOException e) {
            throw new UncheckedIOException("please delete " + secrets, e);
        }
    }

    private RoleProcess process(RoleProcess.Assignment assignment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(ThisProgram.java()));
        command.addAll(JVM);
        command.addAll(List.of("@" + classPath, Main.class.getName(), assignment.role()));
        command.addAll(List.of("--name", assignment.name()));
        command.addAll(List.of("--port", Integer.toString(assignment.port())));
        command.addAll(List.of("--grpc-port", Integer.toString(assignment.grpcPort())));
        command.addAll(List.of("--secrets", secrets.toString()));
        command.addAll(List.of("--drain-seconds", Long.toString(drain.toSeconds())));
        command.addAll(arguments);
        Path log = folder.resolve(assignment.name() + ".log");
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + log, e);
        }
        return new RoleProcess(assignment, command, log, drain.plus(BEYOND_DRAIN));
    }

    private static String secret(String name) {
        String given = System.getenv(name);
        if (given != null && !given.isEmpty()) {
            return name + "=" + escaped(given) + "\n";
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return name + "=" + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    }

    /** As a value of a file of properties. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            escaped.append(String.format("\\u%04x", (int) c));
        }
        return escaped.toString();
    }

    /** The port wanted, or else any free one. */
    private int free(int wanted) {
        if (wanted > 0 && wanted <= 65_535 && !ports.contains(wanted) && isFree(wanted)) {
            ports.add(wanted);
            return wanted;
        }
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (ports.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no free port", e);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
