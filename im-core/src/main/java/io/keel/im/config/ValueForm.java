package io.keel.im.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What values of a setting look like.
 *
 * @param expected which there are, for humans
 * @param parser reads one that is stripped of blanks; throws {@link IllegalArgumentException} if it is none
 */
record ValueForm<T>(String expected, Function<String, T> parser) {

    private static final int MOST_WORDS = 1_000;

    /** Whole numbers from {@code min} to {@code max}. */
    static ValueForm<Long> whole(long min, long max) {
        return new ValueForm<>(
                "a whole number " + min + ".." + max,
                text -> within(new BigDecimal(text), BigDecimal.valueOf(min), BigDecimal.valueOf(max))
                        .longValueExact());
    }

    /** Numbers from {@code min} to {@code max}, with fractions. */
    static ValueForm<Double> number(String min, String max) {
        return new ValueForm<>(
                "a number " + min + ".." + max,
                text -> within(new BigDecimal(text), new BigDecimal(min), new BigDecimal(max))
                        .doubleValue());
    }

    /** Yes and no. */
    static ValueForm<Boolean> flag() {
        return new ValueForm<>("true or false", ValueForm::truth);
    }

    /** Words with commas between them, perhaps none. */
    static ValueForm<List<String>> words() {
        return new ValueForm<>("words with commas between them, up to " + MOST_WORDS, ValueForm::split);
    }

    private static BigDecimal within(BigDecimal value, BigDecimal min, BigDecimal max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static List<String> split(String text) {
        List<String> words = Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableList());
        if (words.size() > MOST_WORDS) {
            throw new IllegalArgumentException("too many");
        }
        return words;
    }
}
