package io.keel.im.examples.figures;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus speaks of, as far as the catalogue can judge it.
 *
 * @param metrics names of samples
 * @param labels names of labels, in selectors and in groupings
 */
record Expression(Set<String> metrics, Set<String> labels) {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w)(?!\\s*\\()");
    private static final Set<String> KEYWORDS = Set.of("or", "and", "unless", "offset", "bool", "by", "without");
    private static final Pattern DURATION = Pattern.compile("\\b\\d+[smhdw]\\b");

    static Expression parse(String text) {
        Set<String> labels = new HashSet<>();
        String bare = STRING.matcher(text).replaceAll("");
        bare = RANGE.matcher(bare).replaceAll("");
        GROUPING.matcher(bare)
                .results()
                .forEach(group -> Set.of(group.group(1).split("\\s*,\\s*")).forEach(name -> labels.add(name.strip())));
        bare = GROUPING.matcher(bare).replaceAll("");
        SELECTOR.matcher(bare)
                .results()
                .forEach(selector ->
                        MATCHER.matcher(selector.group(1)).results().forEach(matcher -> labels.add(matcher.group(1))));
        bare = SELECTOR.matcher(bare).replaceAll("");
        bare = DURATION.matcher(bare).replaceAll("");
        Set<String> metrics = new HashSet<>();
        WORD.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(word -> !KEYWORDS.contains(word))
                .forEach(metrics::add);
        return new Expression(metrics, labels);
    }
}
