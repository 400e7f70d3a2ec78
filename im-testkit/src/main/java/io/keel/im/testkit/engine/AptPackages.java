package io.keel.im.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Installs packages on Debian and Ubuntu without starting the services that they hold.
 *
 * <p>Services are kept from starting by a {@code policy-rc.d}; one that is there already is left as it is, since whoever put it
 * there had a reason, and ours is taken away again. A lock file keeps installations apart, over all processes.
 */
final class AptPackages {

    private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");
    private static final Path LOCK = Path.of("/tmp/keel-im-apt.lock");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private AptPackages() {}

    /** Tells whether this machine and user can install packages so. */
    static boolean canInstall() {
        return Programs.find("apt-get").isPresent()
                && Files.exists(Path.of("/etc/debian_version"))
                && "root".equals(System.getProperty("user.name"))
                && Files.isWritable(POLICY.resolveSibling("."));
    }

    /**
     * Installs packages; those that are installed already cost little.
     *
     * @throws IllegalStateException if it fails, with the end of what {@code apt-get} said
     */
    static void install(String... packages) {
        // Locks belong to the JVM: threads of this one are kept apart by the monitor.
        synchronized (AptPackages.class) {
            try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IllegalStateException("cannot lock " + LOCK);
                }
                underPolicy(packages);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot install " + List.of(packages), e);
            }
        }
    }

    private static void underPolicy(String... packages) throws IOException {
        Path log = Files.createTempFile("keel-im-apt-", ".log");
        boolean ours = forbidServices();
        Thread cleanUp = new Thread(AptPackages::allowServices, "policy-rc.d");
        try {
            if (ours) {
                Runtime.getRuntime().addShutdownHook(cleanUp);
            }
            Programs.check(List.of("apt-get", "update"), log, PATIENCE);
            List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
            install.addAll(List.of(packages));
            Programs.check(install, log, PATIENCE);
        } finally {
            if (ours) {
                allowServices();
                Runtime.getRuntime().removeShutdownHook(cleanUp);
            }
            Files.deleteIfExists(log);
        }
    }

    /** Makes the policy; tells whether there was none. */
    private static boolean forbidServices() throws IOException {
        try {
            Files.createFile(
                    POLICY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (FileAlreadyExistsException theirs) {
            return false;
        }
        Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
        return true;
    }

    private static void allowServices() {
        try {
            Files.deleteIfExists(POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException("please delete " + POLICY, e);
        }
    }
}
