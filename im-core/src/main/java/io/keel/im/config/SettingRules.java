package io.keel.im.config;

import java.util.List;
import java.util.Map;

/** What settings owe each other. */
final class SettingRules {

    /** A part and its whole: a part that is set must not be larger than the whole, or than its default. */
    private record Part(Setting part, Setting whole) {}

    private static final List<Part> PARTS = List.of(
            new Part(Setting.REQUESTS_IN_FLIGHT, Setting.GATEWAY_REQUESTS_IN_FLIGHT),
            new Part(Setting.CONNECTIONS_PER_ADDRESS, Setting.CONNECTIONS),
            new Part(Setting.GREETINGS, Setting.CONNECTIONS));

    private SettingRules() {}

    /** Adds what is wrong, a line for each. */
    static void check(Map<Setting, Object> values, List<String> problems) {
        for (Part each : PARTS) {
            if (values.get(each.part()) instanceof Long part) {
                Object whole = values.getOrDefault(
                        each.whole(), each.whole().parse(each.whole().byDefault()));
                if (whole instanceof Long most && part > most) {
                    problems.add(each.part().key() + ": \"" + part + "\" (expected: at most "
                            + each.whole().key() + ", which is " + most + ")");
                }
            }
        }
    }
}
