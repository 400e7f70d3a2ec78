package io.keel.im.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, taken apart.
 *
 * @param file where it is
 * @param lines what it says
 */
public record MarkdownPage(Path file, List<String> lines) {

    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern NAME = Pattern.compile("<!-- code: ([\\w-]+) -->");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

    /**
     * A fenced block.
     *
     * @param language what follows the opening fence; empty for nothing
     * @param name what the comment on the line before names; empty for none
     * @param first the index of its first line
     * @param text its lines
     */
    public record Block(String language, String name, int first, List<String> text) {}

    /** The root of the repository. */
    public static Path root() {
        return Path.of(System.getProperty("basedir", "."), "..").normalize();
    }

    /** Reads all pages: those at the root and those under {@code docs}. */
    public static List<MarkdownPage> all() {
        try (Stream<Path> top = Files.list(root());
                Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the page at a path below the root. */
    public static MarkdownPage of(String path) {
        return read(root().resolve(path));
    }

    private static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks, in order. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int first = i + 1;
                int end = first;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                Matcher name = NAME.matcher(i == 0 ? "" : lines.get(i - 1));
                blocks.add(new Block(
                        fence.group(1), name.matches() ? name.group(1) : "", first, lines.subList(first, end)));
                i = end;
            }
        }
        return blocks;
    }

    /** The targets of links outside of blocks. */
    public List<String> links() {
        return inProse(LINK);
    }

    /** The pieces of inline code outside of blocks. */
    public List<String> inlineCode() {
        return inProse(CODE);
    }

    /** The names by which links lead to headings. */
    public Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                anchors.add(heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return anchors;
    }

    private List<String> inProse(Pattern pattern) {
        return pattern.matcher(String.join("\n", prose()))
                .results()
                .map(found -> found.group(1).replace('\n', ' '))
                .toList();
    }

    private List<String> prose() {
        List<String> prose = new ArrayList<>(lines);
        List<Block> blocks = blocks();
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            prose.subList(block.first() - 1, block.first() + block.text().size() + 1)
                    .clear();
        }
        return prose;
    }

    /** Names the file, for what tests say. */
    @Override
    public String toString() {
        return root().relativize(file).toString();
    }
}
