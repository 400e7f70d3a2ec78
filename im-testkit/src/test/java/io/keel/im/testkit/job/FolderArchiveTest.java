package io.keel.im.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.job.FolderArchive;
import io.keel.im.spi.ArchiveFiles;
import io.keel.im.testkit.tck.ArchiveFilesTck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest extends ArchiveFilesTck {

    @TempDir
    Path folder;

    @Override
    protected ArchiveFiles newFiles() {
        return FolderArchive.in(folder.resolve("made/when/missing"));
    }

    @Test
    void nothingElseIsLeftInTheFolder() throws IOException {
        ArchiveFiles files = newFiles();
        files.write("a", ByteString.copyFromUtf8("a")).toCompletableFuture().join();
        files.write("b", ByteString.copyFromUtf8("b")).toCompletableFuture().join();
        files.delete("b").toCompletableFuture().join();

        try (Stream<Path> left = Files.list(folder.resolve("made/when/missing"))) {
            assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly("a");
        }
    }
}
