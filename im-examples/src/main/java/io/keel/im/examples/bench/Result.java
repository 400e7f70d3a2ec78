package io.keel.im.examples.bench;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One line of the results: medians over the rounds. What was not measured is empty.
 *
 * @param ratio its figure over that of {@code ratioTo}: the median of the rounds' ratios
 * @param cpuRatio the server's CPU time per delivery over that of {@code ratioTo}: it suffers least from a busy machine
 */
record Result(
        String scenario,
        int n,
        Contender contender,
        OptionalDouble perSecond,
        OptionalDouble p50Micros,
        OptionalDouble p99Micros,
        OptionalDouble cpuMicrosPerDelivery,
        OptionalDouble segmentsPerDelivery,
        OptionalDouble ratio,
        @Nullable String ratioTo,
        OptionalDouble p50Ratio,
        OptionalDouble p99Ratio,
        OptionalDouble cpuRatio) {

    /** The medians of these rounds, compared with nothing. */
    static Result of(String scenario, int n, Contender contender, Rounds rounds) {
        return new Result(
                scenario,
                n,
                contender,
                rounds.median(Round::perSecond),
                rounds.median(Round::p50Micros),
                rounds.median(Round::p99Micros),
                rounds.median(Round::cpuMicrosPerDelivery),
                rounds.median(round -> round.segments().orElse(Double.NaN)),
                OptionalDouble.empty(),
                null,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** The same line with other latencies than those under full load. */
    Result withLatency(OptionalDouble p50, OptionalDouble p99) {
        return new Result(
                scenario,
                n,
                contender,
                perSecond,
                p50,
                p99,
                cpuMicrosPerDelivery,
                segmentsPerDelivery,
                ratio,
                ratioTo,
                p50Ratio,
                p99Ratio,
                cpuRatio);
    }

    /** The same line, compared. */
    Result comparedTo(String other, OptionalDouble by, OptionalDouble byP50, OptionalDouble byP99) {
        return new Result(
                scenario,
                n,
                contender,
                perSecond,
                p50Micros,
                p99Micros,
                cpuMicrosPerDelivery,
                segmentsPerDelivery,
                by,
                other,
                byP50,
                byP99,
                cpuRatio);
    }

    /** The same line with what it costs the server, compared. */
    Result withCpuRatio(OptionalDouble ratioOfCosts) {
        return new Result(
                scenario,
                n,
                contender,
                perSecond,
                p50Micros,
                p99Micros,
                cpuMicrosPerDelivery,
                segmentsPerDelivery,
                ratio,
                ratioTo,
                p50Ratio,
                p99Ratio,
                ratioOfCosts);
    }
}
