package io.keel.im.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keel.im.examples.docs.MarkdownPage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that the documentation names are commands that work. */
class DocumentedCommandsTest {

    private static final String PROGRAM = "bin/keel-im ";
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern ARGUMENTS = Pattern.compile("-Dexec\\.args=\"?([^\"]*)\"?");
    private static final Set<String> GOALS =
            Set.of("compile", "test", "package", "verify", "install", "exec:java", "spotless:apply");

    static Stream<String> commands() {
        return MarkdownPage.all().stream()
                .flatMap(page -> Stream.concat(
                        page.blocks().stream()
                                .filter(block -> block.language().equals("sh"))
                                .flatMap(block -> String.join("\n", block.text())
                                        .replaceAll("\\\\\n\\s*", "")
                                        .lines()),
                        page.inlineCode().stream()))
                .filter(code -> code.startsWith("mvn ") || code.startsWith("-Dexec.args=") || code.startsWith(PROGRAM))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void documentedCommandIsAccepted(String command) {
        List<String> words = words(command);
        if (command.startsWith(PROGRAM)) {
            accepted(words.subList(1, words.size()));
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Matcher arguments = ARGUMENTS.matcher(word);
            if (arguments.matches()) {
                accepted(words(arguments.group(1)));
            } else if (word.equals("-pl")) {
                for (String module : words.get(++i).split(",")) {
                    assertThat(Files.isDirectory(MarkdownPage.root().resolve(module)))
                            .as("module %s", module)
                            .isTrue();
                }
            } else if (!word.startsWith("-") && !word.equals("mvn")) {
                assertThat(GOALS).contains(word);
            }
        }
    }

    private static void accepted(List<String> arguments) {
        assertThatCode(() -> Main.commandLine().parseArgs(arguments.toArray(String[]::new)))
                .as("arguments %s", arguments)
                .doesNotThrowAnyException();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            if (word.group().equals("#")) {
                break;
            }
            words.add(word.group());
        }
        return words;
    }
}
