package io.keel.im.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.keel.im.UserId;
import io.keel.im.config.Setting;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.ClientCodec;
import io.keel.im.protocol.Decoded;
import io.keel.im.protocol.EncodedPayload;
import io.keel.im.protocol.FrameCodec;
import io.keel.im.protocol.FrameHead;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.Requests;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation says what is so. */
class DocsTest {

    private static final List<MarkdownPage> PAGES = MarkdownPage.all();
    private static final Path DOCS = MarkdownPage.root().resolve("docs");

    @Test
    void everyJavaBlockIsCodeThatIsCompiledAndRun() throws IOException {
        Map<String, List<String>> regions = CodeRegions.read();
        Set<String> shown = new HashSet<>();
        for (MarkdownPage page : PAGES) {
            List<MarkdownPage.Block> blocks = page.blocks();
            List<String> updated = new ArrayList<>(page.lines());
            for (int i = blocks.size() - 1; i >= 0; i--) {
                MarkdownPage.Block block = blocks.get(i);
                if (block.language().equals("java")) {
                    assertThat(regions).as("regions, for a block of %s", page).containsKey(block.name());
                    shown.add(block.name());
                    List<String> place = updated.subList(
                            block.first(), block.first() + block.text().size());
                    place.clear();
                    place.addAll(regions.get(block.name()));
                }
            }
            if (Boolean.getBoolean("docs.update")) {
                Files.write(page.file(), updated);
            } else {
                assertThat(page.lines())
                        .as("%s (-Ddocs.update=true writes the regions into it)", page)
                        .isEqualTo(updated);
            }
        }
        assertThat(shown).as("regions that a page shows").isEqualTo(regions.keySet());
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        for (MarkdownPage page : PAGES) {
            for (String link : page.links()) {
                if (!link.contains("://")) {
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty()
                            ? page.file()
                            : page.file().resolveSibling(parts[0]).normalize();
                    assertThat(target).as("link %s of %s", link, page).exists();
                    if (parts.length == 2) {
                        assertThat(MarkdownPage.of(MarkdownPage.root()
                                                .relativize(target)
                                                .toString())
                                        .anchors())
                                .as("link %s of %s", link, page)
                                .contains(parts[1]);
                    }
                }
            }
        }
    }

    @Test
    void chineseEditionHasTheSameBlocksAndLinks() {
        MarkdownPage english = MarkdownPage.of("README.md");
        MarkdownPage chinese = MarkdownPage.of("README.zh-CN.md");
        assertThat(texts(chinese)).isEqualTo(texts(english));
        assertThat(foreign(chinese)).containsExactlyInAnyOrderElementsOf(foreign(english));
        assertThat(Set.copyOf(chinese.inlineCode())).isEqualTo(Set.copyOf(english.inlineCode()));
    }

    @Test
    void everyJsonLineIsAFrameInItsCanonicalForm() throws IOException {
        for (MarkdownPage page : PAGES) {
            for (MarkdownPage.Block block : page.blocks()) {
                if (block.language().equals("json")) {
                    for (String line : block.text()) {
                        assertThat(canonical(line)).as("%s", page).isEqualTo(line);
                    }
                }
            }
        }
    }

    @Test
    void protocolPageNamesAllOfTheSchema() {
        String text = String.join("\n", MarkdownPage.of("docs/protocol.md").lines());
        Set<String> words = new HashSet<>(Arrays.asList(text.split("\\W+")));
        Set<String> names = new HashSet<>();
        collect(ClientFrame.getDescriptor(), new HashSet<>(), names);
        collect(ServerFrame.getDescriptor(), new HashSet<>(), names);
        assertThat(words).containsAll(names);
    }

    @Test
    void everyPackageOfCoreHasItsRoomInTheArchitecture() throws IOException {
        MarkdownPage architecture = MarkdownPage.of("docs/architecture.md");
        String layers = String.join(
                " ",
                architecture.blocks().stream()
                        .flatMap(block -> block.text().stream())
                        .toList());
        Set<String> words = new HashSet<>(Arrays.asList(layers.split("\\W+")));
        try (Stream<Path> packages = Files.list(MarkdownPage.root().resolve("im-core/src/main/java/io/keel/im"))) {
            assertThat(packages.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString()))
                    .allSatisfy(name -> {
                        assertThat(words).contains(name);
                        assertThat(architecture.inlineCode()).contains(name);
                    });
        }
    }

    @Test
    void configurationPageTellsOfEverySettingWhatTheCodeTells() throws IOException {
        MarkdownPage page = MarkdownPage.of("docs/configuration.md");
        List<String> updated = new ArrayList<>(page.lines());
        updated.removeIf(DocsTest::isRow);
        int first = page.lines().indexOf("| key | values | default | what it is |") + 2;
        for (Setting setting : Setting.values()) {
            updated.add(
                    first++,
                    String.format(
                            "| `%s` | %s | %s | %s |",
                            setting.key(),
                            setting.expected(),
                            setting.byDefault().isEmpty() ? "none" : setting.byDefault(),
                            setting.meaning()));
        }
        if (Boolean.getBoolean("docs.update")) {
            Files.write(page.file(), updated);
        } else {
            assertThat(page.lines())
                    .as("%s (-Ddocs.update=true writes the settings into it)", page)
                    .isEqualTo(updated);
        }
    }

    private static boolean isRow(String line) {
        return line.startsWith("| `");
    }

    @Test
    void everyPageIsLinkedFromAnother() {
        Set<Path> linked = new HashSet<>();
        for (MarkdownPage page : PAGES) {
            page.links()
                    .forEach(link -> linked.add(
                            page.file().resolveSibling(link.split("#", 2)[0]).normalize()));
        }
        assertThat(PAGES.stream().map(MarkdownPage::file).filter(file -> file.startsWith(DOCS)))
                .allSatisfy(file -> assertThat(linked).contains(file));
    }

    private static List<List<String>> texts(MarkdownPage page) {
        return page.blocks().stream().map(MarkdownPage.Block::text).toList();
    }

    /** Where a page leads to, but for itself and the other edition. */
    private static List<String> foreign(MarkdownPage page) {
        return page.links().stream()
                .filter(link -> !link.startsWith("#") && !link.startsWith("README"))
                .toList();
    }

    private static String canonical(String line) throws IOException {
        byte[] bytes = line.getBytes(UTF_8);
        if (FrameCodec.of(Encoding.JSON).decode(bytes, 0, bytes.length) instanceof Decoded.Frame decoded) {
            Request request =
                    new Requests(new UserId("alice"), () -> new GroupId("made-by-the-gateway")).parse(decoded.frame());
            assertThat(request).as(line).isNotInstanceOf(Request.Invalid.class);
            return new String(ClientCodec.of(Encoding.JSON).encode(decoded.frame()), UTF_8);
        }
        ServerFrame frame = ClientCodec.of(Encoding.JSON).decode(bytes);
        ServerFrame body = frame.toBuilder().clearId().clearInboxSeq().build();
        return new String(
                FrameHead.frame(
                        Encoding.JSON,
                        frame.hasId() ? frame.getId() : null,
                        frame.hasInboxSeq() ? frame.getInboxSeq() : ClientChannel.NO_INBOX_SEQ,
                        EncodedPayload.of(body)),
                UTF_8);
    }

    private static void collect(Descriptor message, Set<Descriptor> known, Set<String> names) {
        if (!known.add(message)) {
            return;
        }
        for (FieldDescriptor field : message.getFields()) {
            names.add(field.getName());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
                collect(field.getMessageType(), known, names);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
                field.getEnumType().getValues().stream()
                        .filter(value -> value.getNumber() != 0)
                        .forEach(value -> names.add(value.getName()));
            }
        }
    }
}
