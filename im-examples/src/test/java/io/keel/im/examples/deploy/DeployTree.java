package io.keel.im.examples.deploy;

import io.keel.im.examples.docs.MarkdownPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository as the checks see it: the files under {@code deploy}, of which a test may have an altered copy, and the rest as it is.
 *
 * @param deploy the folder {@code deploy}
 */
record DeployTree(Path deploy) {

    /** Where the files are in the repository. */
    static final String FOLDER = "im-examples/deploy";

    static DeployTree real() {
        return new DeployTree(root().resolve(FOLDER));
    }

    /** The repository. */
    static Path root() {
        return MarkdownPage.root();
    }

    /** Copies all files to an empty folder. */
    DeployTree copy(Path target) {
        for (Path file : files("")) {
            try {
                Path there = target.resolve(deploy.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new DeployTree(target);
    }

    /** Replaces a piece of a file that is there. */
    void alter(String file, String piece, String by) {
        String text = text(file);
        if (!text.contains(piece)) {
            throw new AssertionError(file + " has no: " + piece);
        }
        try {
            Files.writeString(deploy.resolve(file), text.replace(piece, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String file) {
        return Files.exists(deploy.resolve(file));
    }

    String text(String file) {
        try {
            return Files.readString(deploy.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Node> documents(String file) {
        return Node.documents(text(file));
    }

    Node document(String file) {
        return documents(file).get(0);
    }

    /** All files whose names end so. */
    List<Path> files(String end) {
        try (Stream<Path> files = Files.walk(deploy)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
