package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers side by side. Their rounds alternate, so that whatever else the machine does meets all of them. */
final class Contest implements AutoCloseable {

    private static final int TRIES = 3;
    private static final int MOST_WARM_UPS = 40;

    private final Bench bench;
    private final int connections;
    private final Map<Contender, Rig> rigs = new EnumMap<>(Contender.class);

    Contest(Bench bench, int connections) {
        this.bench = bench;
        this.connections = connections;
    }

    /** What is done on a fresh server before its clients come. */
    interface Preparation {
        void prepare(Rig rig) throws IOException, RoundFailedException;
    }

    /** Starts these and connects their clients. Who cannot take part is left out, with a remark. */
    void enter(Collection<Contender> contenders, Preparation preparation) throws IOException {
        for (Contender contender : contenders) {
            bench.progress("starting " + contender.dialect());
            Rig rig = null;
            try {
                rig = Rig.start(contender, bench, List.of());
                preparation.prepare(rig);
                open(rig);
                rigs.put(contender, rig);
            } catch (UnavailableException | RoundFailedException e) {
                bench.remark(contender.dialect() + " is missing: " + e.getMessage());
                if (rig != null) {
                    rig.close();
                }
            }
        }
    }

    Collection<Rig> rigs() {
        return rigs.values();
    }

    /**
     * Runs an instruction on each, unmeasured, until the server has worked for the time of the settings, so that the
     * compilers have done theirs. On a machine that is busy with other things that takes longer.
     */
    void warmUp(String instruction) throws IOException {
        for (Contender contender : List.copyOf(rigs.keySet())) {
            bench.progress("warming up " + contender.dialect());
            long worked = 0;
            for (int i = 0; i < MOST_WARM_UPS && worked < bench.settings().warmUpMillis(); i++) {
                Rig rig = rigs.get(contender);
                if (rig == null) {
                    break;
                }
                long before = rig.serverFigures().cpuMicros();
                if (round(contender, instruction) == null) {
                    break;
                }
                worked += (rig.serverFigures().cpuMicros() - before) / 1_000;
            }
        }
    }

    /** Runs rounds of this instruction: A B C, A B C … Who fails is out from then on and has no rounds. */
    Map<Contender, Rounds> run(String what, int count, Collection<Contender> contenders, String instruction)
            throws IOException {
        Map<Contender, Rounds> all = new EnumMap<>(Contender.class);
        for (int i = 1; i <= count; i++) {
            for (Contender contender : contenders) {
                Round round = round(contender, instruction);
                if (round == null) {
                    all.remove(contender);
                    continue;
                }
                all.computeIfAbsent(contender, c -> new Rounds()).add(round);
                bench.progress(String.format(
                        "%s, round %d of %d, %s: %,.0f/s, p50 %,.0f us, p99 %,.0f us, %.2f us CPU each, client %.2f",
                        what,
                        i,
                        count,
                        contender.dialect(),
                        round.perSecond(),
                        round.p50Micros(),
                        round.p99Micros(),
                        round.cpuMicrosPerDelivery(),
                        round.clientLoad()));
            }
        }
        return all;
    }

    private @Nullable Round round(Contender contender, String instruction) throws IOException {
        Rig rig = rigs.get(contender);
        if (rig == null) {
            return null;
        }
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            try {
                if (i > 0) {
                    rig.obey("drop");
                    open(rig);
                }
                return rig.measure(instruction);
            } catch (RoundFailedException e) {
                bench.progress(contender.dialect() + ": the round does not count: " + e.getMessage());
                reasons.add(e.getMessage());
            }
        }
        bench.remark(contender.dialect() + " is out: " + TRIES + " rounds in a row did not count: " + reasons.get(0));
        rigs.remove(contender);
        rig.close();
        return null;
    }

    private void open(Rig rig) throws IOException, RoundFailedException {
        rig.obey("open first=0 count=" + connections + " atOnce=256");
    }

    @Override
    public void close() {
        rigs.values().forEach(Rig::close);
    }
}
