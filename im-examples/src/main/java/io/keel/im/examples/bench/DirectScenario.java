package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Pairs of users, of whom one writes to the other: as fast as it goes with a window of outstanding sends, and then at a
 * fixed rate for the latencies.
 */
final class DirectScenario implements Scenario {

    private static final int WARM_UP_STEP_MILLIS = 1_000;
    private static final int LATENCY_WARM_UP_MILLIS = 2_000;

    @Override
    public void run(Bench bench) throws IOException {
        Settings settings = bench.settings();
        try (Contest contest = new Contest(bench, 2 * settings.pairs())) {
            contest.enter(settings.contenders(), rig -> {});
            contest.warmUp(full(settings, WARM_UP_STEP_MILLIS));
            Map<Contender, Rounds> fast = contest.run(
                    "direct", settings.rounds(), settings.contenders(), full(settings, settings.roundMillis()));
            List<Contender> timed = Stream.of(Contender.KEEL_JSON, Contender.KEEL_PROTOBUF, Contender.RAWACK)
                    .filter(settings.contenders()::contains)
                    .toList();
            contest.run("latency warm-up", 1, timed, paced(bench, LATENCY_WARM_UP_MILLIS));
            Map<Contender, Rounds> calm = contest.run(
                    "direct at " + settings.latencyPerSecond() + "/s",
                    settings.rounds(),
                    timed,
                    paced(bench, settings.roundMillis()));
            report(bench, fast, calm);
        }
    }

    private static String full(Settings settings, int millis) {
        return "pairs pairs=" + settings.pairs() + " window=" + settings.window() + " millis=" + millis;
    }

    private static String paced(Bench bench, int millis) {
        return "paced pairs=" + bench.settings().pairs() + " perSecond="
                + bench.settings().latencyPerSecond() + " spin="
                + bench.machine().pins() + " millis=" + millis;
    }

    private static void report(Bench bench, Map<Contender, Rounds> fast, Map<Contender, Rounds> calm) {
        Rounds none = new Rounds();
        Rounds calmCeiling = calm.getOrDefault(Contender.RAWACK, none);
        fast.forEach((contender, rounds) -> {
            Rounds latencies = calm.getOrDefault(contender, none);
            Result result = Result.of("direct", bench.settings().pairs(), contender, rounds)
                    .withLatency(latencies.median(Round::p50Micros), latencies.median(Round::p99Micros));
            if (contender.isKeel()) {
                Rounds ceiling = fast.getOrDefault(Contender.RAWACK, none);
                Rounds peer = fast.getOrDefault(Contender.NETTY_SOCKETIO, none);
                bench.add(result.comparedTo(
                                Contender.RAWACK.system(),
                                rounds.ratio(ceiling, Round::perSecond),
                                latencies.ratio(calmCeiling, Round::p50Micros),
                                latencies.ratio(calmCeiling, Round::p99Micros))
                        .withCpuRatio(rounds.ratio(ceiling, Round::cpuMicrosPerDelivery)));
                bench.add(result.comparedTo(
                                Contender.NETTY_SOCKETIO.system(),
                                rounds.ratio(peer, Round::perSecond),
                                OptionalDouble.empty(),
                                OptionalDouble.empty())
                        .withCpuRatio(rounds.ratio(peer, Round::cpuMicrosPerDelivery)));
            } else {
                bench.add(result);
            }
            Scenario.flag(bench, "direct", contender, rounds);
        });
    }
}
