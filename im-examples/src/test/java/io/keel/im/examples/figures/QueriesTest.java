package io.keel.im.examples.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keel.im.examples.docs.MarkdownPage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for what there is. */
class QueriesTest {

    private static final Path DEPLOY = MarkdownPage.root().resolve("im-examples/deploy");
    private static final Path ALERTS = DEPLOY.resolve("prometheus/keel-im-alerts.yml");
    private static final Path DASHBOARD = DEPLOY.resolve("grafana/keel-im.json");
    private static final Pattern LINE = Pattern.compile("\\s+(- alert|expr|summary|severity): (.*)");

    private final Map<String, Set<String>> samples = Samples.all();

    @Test
    void alertsAskForWhatThereIs() throws IOException {
        List<String> expressions = told("expr");
        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(expressions).allSatisfy(this::isKnown);
    }

    @Test
    void alertsAreReadByPrometheusWhereItIs() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not on the path");
        Process check = new ProcessBuilder("promtool", "check", "rules", ALERTS.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void everyAlertHasANameOfItsOwnAndSaysWhatIsWrong() throws IOException {
        List<String> names = told("- alert");
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("Im[A-Z][A-Za-z]+"));
        assertThat(told("summary")).hasSameSizeAs(names).allMatch(summary -> summary.endsWith("."));
        assertThat(told("severity")).hasSameSizeAs(names).containsOnly("critical", "warning");
    }

    @Test
    void dashboardAsksForWhatThereIs() throws IOException {
        List<String> expressions = expressionsOf(DASHBOARD);
        assertThat(expressions).hasSizeGreaterThan(40);
        assertThat(expressions).allSatisfy(this::isKnown);
    }

    @Test
    void dashboardShowsEveryFigure() throws IOException {
        Set<String> shown = new HashSet<>();
        for (String expression : expressionsOf(DASHBOARD)) {
            shown.addAll(Expression.parse(expression).metrics());
        }
        assertThat(io.keel.im.telemetry.Metric.values())
                .allSatisfy(metric -> assertThat(shown)
                        .as(metric.prometheusName())
                        .anyMatch(name -> name.startsWith(metric.prometheusName())));
    }

    @Test
    void whatThereIsNotIsFound() {
        assertThat(unknown("sum by (nobody) (rate(im_refused_total[5m]))")).containsExactly("nobody");
        assertThat(unknown("im_refused_total{user=\"x\"} > 0")).containsExactly("user");
        assertThat(unknown("rate(im_refusals_total[5m]) / 2")).containsExactly("im_refusals_total");
        assertThat(unknown("sum(im_connections) < 0.7 * sum(im_connections offset 10m)"))
                .isEmpty();
    }

    private void isKnown(String expression) {
        assertThat(unknown(expression)).as(expression).isEmpty();
        assertThat(Expression.parse(expression).metrics()).as(expression).isNotEmpty();
    }

    private Set<String> unknown(String expression) {
        Expression parsed = Expression.parse(expression);
        Set<String> unknown = new HashSet<>(parsed.metrics());
        unknown.removeAll(samples.keySet());
        Set<String> labels = new HashSet<>(parsed.labels());
        for (String metric : parsed.metrics()) {
            labels.removeAll(samples.getOrDefault(metric, Set.of()));
        }
        unknown.addAll(labels);
        return unknown;
    }

    /** The values of a key; the file is written so that each is one line, in single quotes where it has to be in any. */
    private static List<String> told(String key) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : Files.readAllLines(ALERTS)) {
            Matcher found = LINE.matcher(line);
            if (found.matches() && found.group(1).equals(key)) {
                String value = found.group(2);
                values.add(
                        value.startsWith("'")
                                ? value.substring(1, value.length() - 1).replace("''", "'")
                                : value);
            }
        }
        return values;
    }

    private static List<String> expressionsOf(Path dashboard) throws IOException {
        List<String> expressions = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(dashboard.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("expr")) {
                    if (parser.nextToken() != JsonToken.VALUE_STRING) {
                        fail("an expression that is no text");
                    }
                    // The variables of a dashboard stand within ranges and strings.
                    expressions.add(parser.getText());
                }
            }
        }
        return expressions;
    }
}
