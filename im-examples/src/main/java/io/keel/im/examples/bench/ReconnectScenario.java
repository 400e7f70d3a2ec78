package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** All clients lose their connections and come back at once, as after a fault of the network. */
final class ReconnectScenario implements Scenario {

    private static final int GONE_MILLIS = 500;

    @Override
    public void run(Bench bench) throws IOException {
        int count = bench.settings().connections();
        Map<Contender, Rounds> all = new EnumMap<>(Contender.class);
        try (Contest contest = new Contest(bench, count)) {
            contest.enter(bench.settings().contenders(), rig -> {});
            for (int i = 1; i <= bench.settings().rounds(); i++) {
                for (Rig rig : contest.rigs()) {
                    round(bench, rig, i, all);
                }
            }
        }
        all.forEach((contender, rounds) -> {
            Result result = Result.of("reconnect", count, contender, rounds);
            Rounds raw = all.get(Contender.RAW);
            bench.add(
                    contender.isKeel() && raw != null
                            ? result.comparedTo(
                                    "raw",
                                    rounds.ratio(raw, Round::perSecond),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty())
                            : result);
        });
    }

    private static void round(Bench bench, Rig rig, int number, Map<Contender, Rounds> all) throws IOException {
        int count = bench.settings().connections();
        try {
            rig.obey("drop");
            Pause.millis(GONE_MILLIS);
            Round round = rig.measure("open first=0 count=" + count + " atOnce=" + count);
            all.computeIfAbsent(rig.contender(), c -> new Rounds()).add(round);
            bench.progress(String.format(
                    "reconnect, round %d, %s: %,d clients back in %.2f s",
                    number, rig.contender().dialect(), count, count / round.perSecond()));
        } catch (RoundFailedException e) {
            bench.remark("reconnect, " + rig.contender().dialect() + ": a round does not count: " + e.getMessage());
        }
    }
}
