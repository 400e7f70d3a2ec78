package io.keel.im.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The rounds of one contender in one scenario, in the order in which they were run. */
public final class Rounds {

    private final List<Round> rounds = new ArrayList<>();

    void add(Round round) {
        rounds.add(round);
    }

    boolean clientIsTheLimit() {
        return rounds.stream().filter(Round::clientIsTheLimit).count() * 2 > rounds.size();
    }

    /** The median of a figure; empty when no round has it. */
    OptionalDouble median(ToDoubleFunction<Round> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** The median over the rounds of this one's figure by that of the other's round beside it. */
    OptionalDouble ratio(Rounds other, ToDoubleFunction<Round> figure) {
        int count = Math.min(rounds.size(), other.rounds.size());
        double[] ratios = new double[count];
        for (int i = 0; i < count; i++) {
            ratios[i] = figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(other.rounds.get(i));
        }
        return median(ratios);
    }

    public static OptionalDouble median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
