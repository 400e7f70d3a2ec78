package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.ArchiveFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link ArchiveFiles} promises. */
@DisplayName("Archive files")
public abstract class ArchiveFilesTck extends PortTck {
    private static final String LONGEST_NAME = "A" + "-._@z9".repeat(10) + "b.c";

    private @Nullable ArchiveFiles files;

    /** Opens the port with no files. */
    protected abstract ArchiveFiles newFiles() throws Exception;

    @BeforeEach
    final void openFiles() throws Exception {
        files = newFiles();
    }

    @Test
    @DisplayName("any part of a file is read as it was written")
    void partsAreReadAsTheyWereWritten() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 ^ i >> 8);
        }
        ByteString content = ByteString.copyFrom(bytes);
        await(files().write(LONGEST_NAME, content.substring(0, 7).concat(content.substring(7))));
        await(files().write("other", ByteString.copyFromUtf8("other")));

        assertThat(await(files().read(LONGEST_NAME, 0, bytes.length))).isEqualTo(content);
        assertThat(await(files().read(LONGEST_NAME, 99_990, 10))).isEqualTo(content.substring(99_990));
        assertThat(await(files().read(LONGEST_NAME, 5, 0))).isEqualTo(ByteString.EMPTY);
        assertThat(await(files().read("other", 1, 3)).toStringUtf8()).isEqualTo("the");
    }

    @Test
    @DisplayName("what is not there fails for good")
    void whatIsNotThereFailsForGood() {
        await(files().write("short", ByteString.copyFromUtf8("short")));

        assertInternal(() -> await(files().read("absent", 0, 1)));
        assertInternal(() -> await(files().read("short", 3, 3)));
    }

    @Test
    @DisplayName("a deleted file is gone, and deleting it again is harmless")
    void deletedFileIsGone() {
        await(files().write("old", ByteString.copyFromUtf8("old")));
        await(files().delete("old"));
        await(files().delete("old"));

        assertInternal(() -> await(files().read("old", 0, 3)));
    }

    @Test
    @DisplayName("names that could lead elsewhere are refused")
    void namesThatCouldLeadElsewhereAreRefused() {
        for (String name : List.of("", ".", "..", ".hidden", "a/b", "..\\a", "a b", "x".repeat(65))) {
            assertThatThrownBy(() -> files().write(name, ByteString.EMPTY))
                    .as("%s", name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("files are written and read at once")
    void filesAreWrittenAndReadAtOnce() {
        List<Callable<String>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "file-" + i;
            writers.add(() -> {
                await(files().write(name, ByteString.copyFromUtf8(name)));
                return await(files().read(name, 0, name.length())).toStringUtf8();
            });
        }

        assertThat(together(writers)).startsWith("file-0", "file-1").hasSize(8);
    }

    private static void assertInternal(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ImException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    private ArchiveFiles files() {
        if (files == null) {
            throw new IllegalStateException("no test is running");
        }
        return files;
    }
}
