package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.OptionalDouble;

/**
 * What a flood by one user costs the others: pairs of users at a fixed rate, round by round with and without one user who sends as fast
 * as it can on several connections. The limit of sends is such that the others keep to it.
 *
 * <p>The flood takes of the load client's core what is left over, so that it does not delay those that measure.
 */
final class FloodScenario implements Scenario {

    static final String RATIO = "flood, p99 of others by p99 without";

    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_STEP_MILLIS = 1_000;
    private static final int MOST_WARM_UPS = 40;

    /** The others send half of what they may. */
    private static final int ROOM = 2;

    @Override
    public void run(Bench bench) throws IOException {
        for (Contender contender : bench.settings().contenders()) {
            if (contender == Contender.KEEL_JSON) {
                run(bench, contender);
            }
        }
    }

    private static void run(Bench bench, Contender contender) throws IOException {
        Settings settings = bench.settings();
        int perUser = 1 + ROOM * settings.latencyPerSecond() / settings.pairs();
        try (Rig rig = Rig.limited(contender, bench, perUser);
                LoadProcess flood = new LoadProcess(
                        "flood",
                        bench.launches().flood(rig.port(), CONNECTIONS),
                        bench.launches().environment(),
                        bench.logs())) {
            rig.obey("open first=0 count=" + 2 * settings.pairs() + " atOnce=64");
            warmUp(bench, rig, flood);
            measure(bench, rig, flood);
        } catch (UnavailableException | RoundFailedException e) {
            bench.remark("flood is missing: " + e.getMessage());
        }
    }

    private static void warmUp(Bench bench, Rig rig, LoadProcess flood) throws IOException, RoundFailedException {
        bench.progress("warming up flood");
        flood.obey("start");
        long worked = 0;
        for (int i = 0; i < MOST_WARM_UPS && worked < bench.settings().warmUpMillis(); i++) {
            long before = rig.serverFigures().cpuMicros();
            rig.obey(paced(bench, WARM_UP_STEP_MILLIS));
            worked += (rig.serverFigures().cpuMicros() - before) / 1_000;
        }
        flood.obey("stop");
    }

    private static void measure(Bench bench, Rig rig, LoadProcess flood) throws IOException, RoundFailedException {
        Rounds calm = new Rounds();
        Rounds flooded = new Rounds();
        int count = bench.settings().rounds();
        long sent = 0;
        long refused = 0;
        double seconds = 0;
        long waits = 0;
        long honoured = 0;
        for (int i = 1; i <= count; i++) {
            Round without = rig.measure(paced(bench, bench.settings().roundMillis()));
            long begin = System.nanoTime();
            flood.obey("start");
            Round with = rig.measure(paced(bench, bench.settings().roundMillis()));
            Figures figures = flood.obey("stop");
            seconds += (System.nanoTime() - begin) / 1e9;
            calm.add(without);
            flooded.add(with);
            sent += figures.of("sent");
            refused += figures.of("refused");
            waits += figures.of("waits");
            honoured += figures.of("honoured");
            bench.progress(String.format(
                    "flood, round %d of %d: p50 %,.0f and %,.0f us, p99 %,.0f and %,.0f us, server %.2f and %.2f cores;"
                            + " %,d sent, %,d accepted, %,d refused, %d of %d waits honoured",
                    i,
                    count,
                    without.p50Micros(),
                    with.p50Micros(),
                    without.p99Micros(),
                    with.p99Micros(),
                    without.serverLoad(),
                    with.serverLoad(),
                    figures.of("sent"),
                    figures.of("accepted"),
                    figures.of("refused"),
                    figures.of("honoured"),
                    figures.of("waits")));
        }
        OptionalDouble p99 = flooded.ratio(calm, Round::p99Micros);
        bench.add(Result.of("flood", bench.settings().pairs(), rig.contender(), flooded)
                .withLatency(flooded.median(Round::p50Micros), flooded.median(Round::p99Micros))
                .comparedTo("keel", OptionalDouble.empty(), flooded.ratio(calm, Round::p50Micros), p99));
        p99.ifPresent(ratio -> bench.add(new Bench.Further(RATIO, ratio)));
        bench.add(new Bench.Further("flood, sends a second", sent / seconds));
        bench.add(new Bench.Further("flood, refusals a second", refused / seconds));
        bench.add(new Bench.Further("flood, waits that were honoured", (double) honoured / Math.max(1, waits)));
    }

    private static String paced(Bench bench, int millis) {
        return "paced pairs=" + bench.settings().pairs() + " perSecond="
                + bench.settings().latencyPerSecond() + " spin=false millis=" + millis;
    }
}
