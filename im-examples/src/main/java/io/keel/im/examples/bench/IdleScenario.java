package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a connection costs that does nothing: live heap and resident memory outside the heap, before and after so many have
 * come. The heap is touched beforehand, so that resident memory grows by what lies outside of it alone.
 */
final class IdleScenario implements Scenario {

    private static final List<String> FIXED_HEAP =
            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private static final List<Contender> CONTENDERS =
            List.of(Contender.RAW, Contender.KEEL_JSON, Contender.NETTY_SOCKETIO);

    /** Other users than those who are counted: they load classes and fill pools. */
    private static final int WARM_UP_FIRST = 50_000;

    private static final int SETTLE_MILLIS = 2_000;

    @Override
    public void run(Bench bench) throws IOException {
        Map<Contender, Double> bytes = new EnumMap<>(Contender.class);
        int count = bench.settings().connections();
        for (Contender contender : CONTENDERS) {
            if (bench.settings().contenders().contains(contender)) {
                double[] rounds = rounds(bench, contender, count);
                Rounds.median(rounds).ifPresent(median -> bytes.put(contender, median));
            }
        }
        bytes.forEach((contender, value) -> {
            bench.add(new Bench.Further("idle bytes per connection, " + contender.system(), value));
            Result result = Result.of("idle", count, contender, new Rounds());
            Double raw = bytes.get(Contender.RAW);
            if (contender.isKeel() && raw != null) {
                result = result.comparedTo(
                        "raw", OptionalDouble.of(value / raw), OptionalDouble.empty(), OptionalDouble.empty());
            }
            bench.add(result);
        });
    }

    private static double[] rounds(Bench bench, Contender contender, int count) throws IOException {
        List<Double> values = new ArrayList<>();
        int rounds = bench.settings().rounds();
        for (int i = 1; i <= rounds; i++) {
            try {
                Bytes bytes = bytesOf(bench, contender, count);
                values.add(bytes.sum() / (double) count);
                bench.progress(String.format(
                        "idle, round %d of %d, %s: %,d bytes per connection on the heap, %,d outside",
                        i, rounds, contender.dialect(), bytes.heap() / count, bytes.outside() / count));
            } catch (UnavailableException | RoundFailedException e) {
                bench.remark("idle, " + contender.dialect() + " is missing: " + e.getMessage());
                break;
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Memory of a server: live on the heap, and resident outside of it. */
    private record Bytes(long heap, long outside) {

        static Bytes of(Rig rig, JvmProbe probe) throws IOException {
            long heap = probe.liveHeapBytes();
            return new Bytes(heap, rig.serverFigures().residentBytes());
        }

        Bytes since(Bytes before) {
            return new Bytes(heap - before.heap, outside - before.outside);
        }

        long sum() {
            return heap + outside;
        }
    }

    private static Bytes bytesOf(Bench bench, Contender contender, int count)
            throws IOException, UnavailableException, RoundFailedException {
        try (Rig rig = Rig.start(contender, bench, FIXED_HEAP)) {
            int room = Machine.connections(rig.serverPid());
            if (room < count) {
                throw new UnavailableException("only " + room + " connections can be open here, raise ulimit -n");
            }
            try (JvmProbe probe = JvmProbe.attach(rig.serverPid())) {
                rig.obey("open first=" + WARM_UP_FIRST + " count=" + count / 10 + " atOnce=256");
                rig.obey("drop");
                Pause.millis(SETTLE_MILLIS);
                Bytes before = Bytes.of(rig, probe);
                rig.obey("open first=0 count=" + count + " atOnce=256");
                Pause.millis(SETTLE_MILLIS);
                return Bytes.of(rig, probe).since(before);
            }
        }
    }
}
