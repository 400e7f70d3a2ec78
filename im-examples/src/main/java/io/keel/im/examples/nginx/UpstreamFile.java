package io.keel.im.examples.nginx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that nginx includes. It is always whole: what is new is written beside it, flushed to the disk and renamed. Until it is
 * {@linkplain #keep kept} the one before lies beside it as {@code NAME.last}, so that it can be {@linkplain #restore restored}, by
 * a later process too.
 */
final class UpstreamFile {

    private final Path file;
    private final Path last;
    private final Path next;

    UpstreamFile(Path file) {
        this.file = file.toAbsolutePath();
        this.last = this.file.resolveSibling(file.getFileName() + ".last");
        this.next = this.file.resolveSibling(file.getFileName() + ".next");
    }

    /** What it says; empty text where there is none. */
    String read() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** Tells whether what it says has been replaced and not kept. */
    boolean isUnproven() {
        return Files.exists(last);
    }

    /** Replaces what it says. */
    void replace(String text) throws IOException {
        if (!isUnproven()) {
            write(next, read());
            Files.move(next, last, StandardCopyOption.ATOMIC_MOVE);
        }
        write(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        flushFolder();
    }

    /** Takes back what has not been kept. */
    void restore() throws IOException {
        Files.move(last, file, StandardCopyOption.ATOMIC_MOVE);
        flushFolder();
    }

    /** Forgets what it said before. */
    void keep() throws IOException {
        Files.deleteIfExists(last);
        flushFolder();
    }

    private static void write(Path path, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A rename is on the disk when the folder is. */
    private void flushFolder() throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
