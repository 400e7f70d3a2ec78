package io.keel.im.examples.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.examples.docs.MarkdownPage;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.telemetry.Metric;
import io.keel.im.telemetry.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of metrics is the catalogue. */
class MetricsPageTest {

    private static final String BEGIN = "<!-- the catalogue: written from Metric by -Ddocs.update=true -->";
    private static final String END = "<!-- end of the catalogue -->";

    @Test
    void pageListsEveryFigureWithWhatTheCodeTells() throws IOException {
        MarkdownPage page = MarkdownPage.of("docs/metrics.md");
        List<String> updated = new ArrayList<>(page.lines());
        int begin = updated.indexOf(BEGIN);
        int end = updated.indexOf(END);
        assertThat(begin).isPositive().isLessThan(end);
        List<String> place = updated.subList(begin + 1, end);
        place.clear();
        place.addAll(catalogue());
        if (Boolean.getBoolean("docs.update")) {
            Files.write(page.file(), updated);
        } else {
            assertThat(page.lines())
                    .as("%s (-Ddocs.update=true writes the catalogue into it)", page)
                    .isEqualTo(updated);
        }
    }

    private static List<String> catalogue() {
        List<String> lines = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            lines.add("");
            lines.add("### " + name(subject));
            lines.add("");
            lines.add("Kept by: " + keepers(subject) + ".");
            lines.add("");
            lines.add("| name | kind | labels | what it is |");
            lines.add("| --- | --- | --- | --- |");
            Arrays.stream(Metric.values())
                    .filter(metric -> metric.subject() == subject)
                    .map(metric -> String.format(
                            "| `%s` | %s | %s | %s |",
                            metric.prometheusName(),
                            metric.kind().name().toLowerCase(Locale.ROOT),
                            metric.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
                            metric.description()))
                    .forEach(lines::add);
        }
        lines.add("");
        return lines;
    }

    private static String name(Subject subject) {
        String lower = subject.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }

    private static String keepers(Subject subject) {
        return Arrays.stream(RoleFigures.values())
                .filter(role -> role.subjects().contains(subject))
                .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
