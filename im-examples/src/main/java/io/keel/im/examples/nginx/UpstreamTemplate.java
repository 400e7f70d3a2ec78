package io.keel.im.examples.nginx;

import io.keel.im.examples.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a list of gateways becomes. Lines between <code>{{#gateways}}</code> and <code>{{/gateways}}</code> come once for each
 * gateway, with its <code>{{address}}</code>; lines between <code>{{^gateways}}</code> and <code>{{/gateways}}</code> come when there is
 * none. Marks stand on lines of their own.
 */
final class UpstreamTemplate {

    private static final Pattern SECTION = Pattern.compile(
            "^[ \\t]*\\{\\{([#^])gateways}}[ \\t]*\\n(.*?)^[ \\t]*\\{\\{/gateways}}[ \\t]*\\n",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final String ADDRESS = "{{address}}";

    private final String text;

    private UpstreamTemplate(String text) {
        this.text = text;
    }

    /**
     * Reads a template.
     *
     * @throws UsageException if it cannot be read, or has none of the lines for gateways or for none of them, or unknown marks
     */
    static UpstreamTemplate read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("--template: cannot read " + file, e);
        }
    }

    /** Makes a template of its text; throws as {@link #read} does. */
    static UpstreamTemplate of(String text) {
        List<String> kinds =
                SECTION.matcher(text).results().map(found -> found.group(1)).toList();
        if (!kinds.contains("#") || !kinds.contains("^")) {
            throw new UsageException("--template: expected: lines between {{#gateways}} and {{/gateways}}, and between"
                    + " {{^gateways}} and {{/gateways}}");
        }
        UpstreamTemplate template = new UpstreamTemplate(text);
        if (template.render(List.of("127.0.0.1:1")).contains("{{")
                || template.render(List.of()).contains("{{")) {
            throw new UsageException("--template: unknown marks (expected: {{#gateways}}, {{^gateways}}, {{/gateways}},"
                    + " and {{address}} in lines for gateways)");
        }
        return template;
    }

    /** Writes the text for these addresses, {@code host:port}, in their order. */
    String render(List<String> addresses) {
        return SECTION.matcher(text).replaceAll(section -> Matcher.quoteReplacement(lines(section, addresses)));
    }

    private static String lines(MatchResult section, List<String> addresses) {
        if (section.group(1).equals("^")) {
            return addresses.isEmpty() ? section.group(2) : "";
        }
        StringBuilder lines = new StringBuilder();
        addresses.forEach(address -> lines.append(section.group(2).replace(ADDRESS, address)));
        return lines.toString();
    }
}
