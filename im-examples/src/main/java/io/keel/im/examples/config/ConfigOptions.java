package io.keel.im.examples.config;

import io.keel.im.config.Setting;
import io.keel.im.examples.UsageException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What all these commands are told. */
final class ConfigOptions {

    @Option(
            names = "--etcd",
            paramLabel = "URLS",
            defaultValue = "${env:IM_ETCD_ENDPOINTS:-}",
            showDefaultValue = Visibility.NEVER,
            description = "etcd's client URLs; IM_ETCD_ENDPOINTS when unset.")
    private String etcd = "";

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    ConfigAccess open() {
        if (etcd.isBlank()) {
            throw new UsageException("--etcd: missing (or set IM_ETCD_ENDPOINTS)");
        }
        return new ConfigAccess(etcd);
    }

    boolean json() {
        return json;
    }

    /** The setting that a key names, or else the end of the command. */
    static Setting setting(CommandSpec spec, String key) {
        return Setting.of(key)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), key + ": no such key (close to it: " + closeTo(key) + ")"));
    }

    private static String closeTo(String key) {
        return Arrays.stream(Setting.values())
                .map(Setting::key)
                .sorted(Comparator.comparingInt(known -> distance(known, key)))
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
