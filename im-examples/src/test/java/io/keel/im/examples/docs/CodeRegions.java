package io.keel.im.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The marked regions of the tests of this package, by name, without their common indentation. */
final class CodeRegions {

    private static final String MARK = "// docs: ";
    private static final String END = "end";

    private CodeRegions() {}

    static Map<String, List<String>> read() {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        Path folder = MarkdownPage.root().resolve("im-examples/src/test/java/io/keel/im/examples/docs");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(CodeRegions::isTest).toList()) {
                collect(Files.readAllLines(file), regions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return regions;
    }

    private static boolean isTest(Path file) {
        return file.toString().endsWith("Test.java") || file.toString().endsWith("IT.java");
    }

    private static void collect(List<String> lines, Map<String, List<String>> regions) {
        String name = END;
        List<String> region = new ArrayList<>();
        for (String line : lines) {
            String code = line.strip();
            if (!code.startsWith(MARK)) {
                region.add(line);
                continue;
            }
            if (!name.equals(END)
                    && regions.put(
                                    name,
                                    String.join("\n", region)
                                            .stripIndent()
                                            .lines()
                                            .toList())
                            != null) {
                throw new IllegalStateException("two regions are called " + name);
            }
            name = code.substring(MARK.length());
            region = new ArrayList<>();
        }
        if (!name.equals(END)) {
            throw new IllegalStateException("region " + name + " has no end");
        }
    }
}
