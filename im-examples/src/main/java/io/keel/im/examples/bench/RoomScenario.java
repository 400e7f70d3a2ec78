package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/** One group of which all members are online and four write. */
final class RoomScenario implements Scenario {

    private static final int SENDERS = 4;
    private static final int WARM_UP_STEP_MILLIS = 1_000;

    private final int members;

    RoomScenario(int members) {
        this.members = members;
    }

    @Override
    public void run(Bench bench) throws IOException {
        Settings settings = bench.settings();
        String room = "room-" + members;
        try (Contest contest = new Contest(bench, members)) {
            contest.enter(settings.contenders(), rig -> {
                if (rig.contender().isKeel()) {
                    KeelGroups.create(
                            bench.launches().access(), rig.port(), new KeelGroups.Plan(room, 0, members, null));
                }
            });
            contest.warmUp(instruction(settings, room, WARM_UP_STEP_MILLIS));
            Map<Contender, Rounds> all = contest.run(
                    room,
                    settings.rounds(),
                    settings.contenders(),
                    instruction(settings, room, settings.roundMillis()));
            report(bench, all);
        }
    }

    private String instruction(Settings settings, String room, int millis) {
        return "room room=" + room + " senders=" + SENDERS + " window=" + settings.roomWindow(members) + " millis="
                + millis;
    }

    private void report(Bench bench, Map<Contender, Rounds> all) {
        all.forEach((contender, rounds) -> {
            Result result = Result.of("room", members, contender, rounds);
            if (contender.isKeel()) {
                compare(bench, result, rounds, Contender.RAW, all);
                compare(bench, result, rounds, Contender.RAWACK, all);
            } else {
                bench.add(result);
            }
            Scenario.flag(bench, "room " + members, contender, rounds);
        });
    }

    private static void compare(
            Bench bench, Result result, Rounds rounds, Contender ceiling, Map<Contender, Rounds> all) {
        Rounds other = all.getOrDefault(ceiling, new Rounds());
        bench.add(result.comparedTo(
                        ceiling.system(),
                        rounds.ratio(other, Round::perSecond),
                        OptionalDouble.empty(),
                        OptionalDouble.empty())
                .withCpuRatio(rounds.ratio(other, Round::cpuMicrosPerDelivery)));
    }
}
