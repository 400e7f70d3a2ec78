package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for operators, held against the alert rules. */
class OperationsPageTest {

    private static final Pattern RULE = Pattern.compile("^\\s*- alert: (\\w+)\\s*$", Pattern.MULTILINE);
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`Im[^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("Im\\w+");

    @Test
    void everyAlertIsToldWithWhatToDoAndNoOther() throws IOException {
        SortedSet<String> told = FIRST_CELL
                .matcher(text("docs/operations.md"))
                .results()
                .flatMap(cell -> NAME.matcher(cell.group(1)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> rules = RULE.matcher(text("im-examples/deploy/prometheus/keel-im-alerts.yml"))
                .results()
                .map(rule -> rule.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rules).isNotEmpty();
        assertThat(told).isEqualTo(rules);
    }

    private static String text(String file) throws IOException {
        Path path = MarkdownPage.root().resolve(file);
        return Files.readString(path);
    }
}
