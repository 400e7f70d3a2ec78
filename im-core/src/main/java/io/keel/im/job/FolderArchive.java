package io.keel.im.job;

import com.google.protobuf.ByteString;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.Names;
import io.keel.im.spi.ArchiveFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Archive files in a folder, which all processes of a cluster see under some path. A file is written and flushed beside its name,
 * then renamed, and then the folder is flushed.
 */
public final class FolderArchive implements ArchiveFiles {

    private static final String PART = ".part";

    private final Path folder;
    private final Executor executor;

    private FolderArchive(Path folder, Executor executor) {
        this.folder = folder;
        this.executor = executor;
    }

    /** Keeps files in a folder, which is made if it is not there; the JDK's common pool reads and writes. */
    public static FolderArchive in(Path folder) {
        return in(folder, ForkJoinPool.commonPool());
    }

    /**
     * Keeps files in a folder.
     *
     * @param folder made if it is not there
     * @param executor reads and writes; may wait for the disk
     * @throws UncheckedIOException if there can be no such folder
     */
    public static FolderArchive in(Path folder, Executor executor) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FolderArchive(folder, executor);
    }

    @Override
    public CompletionStage<Void> write(String name, ByteString content) {
        Path file = file(name);
        return later(() -> {
                    Path part = folder.resolve(name + PART);
                    try (FileChannel channel = FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                        for (ByteBuffer buffer : content.asReadOnlyByteBufferList()) {
                            while (buffer.hasRemaining()) {
                                channel.write(buffer);
                            }
                        }
                        channel.force(true);
                    }
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                        directory.force(true);
                    }
                    return file;
                })
                .thenAccept(written -> {});
    }

    @Override
    public CompletionStage<ByteString> read(String name, long position, int length) {
        Path file = file(name);
        return later(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, position + buffer.position()) < 0) {
                        throw new EOFException(name + " ends early");
                    }
                }
            }
            return ByteString.copyFrom(buffer.flip());
        });
    }

    @Override
    public CompletionStage<Void> delete(String name) {
        Path file = file(name);
        return later(() -> {
                    Files.deleteIfExists(folder.resolve(name + PART));
                    return Files.deleteIfExists(file);
                })
                .thenAccept(deleted -> {});
    }

    private Path file(String name) {
        if (Names.requireName("name", name).startsWith(".")) {
            throw new IllegalArgumentException("name: " + name + " (expected: no dot in front)");
        }
        return folder.resolve(name);
    }

    private <T> CompletionStage<T> later(Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.run();
                    } catch (NoSuchFileException | EOFException e) {
                        throw new ImException(ErrorCode.INTERNAL, "the archive lacks " + e.getMessage(), e);
                    } catch (IOException e) {
                        throw new ImException(ErrorCode.UNAVAILABLE, "the archive is not available", e);
                    }
                },
                executor);
    }

    @FunctionalInterface
    private interface Work<T> {

        T run() throws IOException;
    }
}
