package io.keel.im.spi;

import com.google.protobuf.ByteString;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the files of an archive. A file is written once and never changes; all processes that read a store see the same files.
 *
 * <p><b>Atomicity.</b> A file is there whole or not at all, whatever dies. <b>Errors.</b> A failed stage bears an {@link
 * io.keel.im.ImException}: {@code UNAVAILABLE} if trying again may help, {@code INTERNAL} if the file or the part of it is not
 * there. <b>Threads.</b> All methods may be called from any thread and never block.
 */
public interface ArchiveFiles {

    /**
     * Writes a file.
     *
     * @param name 1–64 of {@code A–Z a–z 0–9 . _ @ -}, the first one no dot; no name is ever given to two contents
     * @return ends when the file is durable
     */
    CompletionStage<Void> write(String name, ByteString content);

    /** Reads {@code length} bytes of a file, {@code position} bytes from its start. */
    CompletionStage<ByteString> read(String name, long position, int length);

    /** Deletes a file that nobody will read any more; one that is not there is deleted already. */
    CompletionStage<Void> delete(String name);
}
