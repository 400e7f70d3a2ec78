package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a message to a large group costs of which few are online, beside one to a small group of which all are: the same
 * users online in both, so that any difference is the price of members who are not there.
 */
final class FanoutScenario implements Scenario {

    private static final int ONLINE = 100;
    private static final int SENDERS = 4;
    private static final String LARGE = "fanout-large";
    private static final String SMALL = "fanout-small";

    /** What one message cost the server. */
    private record Cost(double cpuMicros, double bytes, Round round) {}

    @Override
    public void run(Bench bench) throws IOException {
        Settings settings = bench.settings();
        if (!settings.contenders().contains(Contender.KEEL_JSON)) {
            return;
        }
        try (Contest contest = new Contest(bench, ONLINE)) {
            contest.enter(List.of(Contender.KEEL_JSON), rig -> {
                create(bench, rig, new KeelGroups.Plan(LARGE, 0, settings.fanoutMembers(), "READ"));
                create(bench, rig, new KeelGroups.Plan(SMALL, 0, ONLINE, "READ"));
            });
            for (Rig rig : contest.rigs()) {
                try (JvmProbe probe = JvmProbe.attach(rig.serverPid())) {
                    measure(bench, rig, probe);
                } catch (RoundFailedException e) {
                    bench.remark("fanout is missing: " + e.getMessage());
                }
            }
        }
    }

    private static void create(Bench bench, Rig rig, KeelGroups.Plan group) throws IOException, RoundFailedException {
        KeelGroups.create(bench.launches().access(), rig.port(), group);
    }

    private static void measure(Bench bench, Rig rig, JvmProbe probe) throws IOException, RoundFailedException {
        Settings settings = bench.settings();
        cost(rig, probe, instruction(settings, SMALL, settings.warmUpMillis()));
        cost(rig, probe, instruction(settings, LARGE, settings.warmUpMillis()));
        int pairs = settings.fanoutPairs();
        double[] cpu = new double[pairs];
        double[] bytes = new double[pairs];
        Rounds rounds = new Rounds();
        for (int i = 0; i < pairs; i++) {
            Cost large = cost(rig, probe, instruction(settings, LARGE, settings.roundMillis()));
            Cost small = cost(rig, probe, instruction(settings, SMALL, settings.roundMillis()));
            cpu[i] = large.cpuMicros() / small.cpuMicros();
            bytes[i] = large.bytes() / small.bytes();
            rounds.add(large.round());
            bench.progress(String.format(
                    "fanout, pair %d of %d: CPU %.1f and %.1f us, allocated %,.0f and %,.0f bytes per message",
                    i + 1, pairs, large.cpuMicros(), small.cpuMicros(), large.bytes(), small.bytes()));
        }
        OptionalDouble cpuRatio = Rounds.median(cpu);
        bench.add(Result.of("fanout", settings.fanoutMembers(), rig.contender(), rounds)
                .comparedTo("keel", cpuRatio, OptionalDouble.empty(), OptionalDouble.empty()));
        cpuRatio.ifPresent(ratio -> bench.add(new Bench.Further("fanout CPU ratio", ratio)));
        Rounds.median(bytes).ifPresent(ratio -> bench.add(new Bench.Further("fanout allocation ratio", ratio)));
    }

    private static String instruction(Settings settings, String room, int millis) {
        return "room room=" + room + " senders=" + SENDERS + " window=" + settings.roomWindow(ONLINE) + " millis="
                + millis;
    }

    private static Cost cost(Rig rig, JvmProbe probe, String instruction) throws IOException, RoundFailedException {
        long before = probe.allocatedBytes();
        Round round = rig.measure(instruction);
        double perMessage = ONLINE - 1;
        double deliveries = round.deliveries();
        double messages = deliveries / perMessage;
        return new Cost(round.cpuMicrosPerDelivery() * perMessage, (probe.allocatedBytes() - before) / messages, round);
    }
}
