package io.keel.im.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PositionCountsTest {

    @Property
    void countsWhatWasAddedAndNotTakenAway(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 300) Integer> added,
            @ForAll @IntRange(max = 60) int removed,
            @ForAll @IntRange(max = 600) int seq) {
        PositionCounts counts = new PositionCounts();
        added.forEach(counts::add);
        List<Integer> left = new ArrayList<>(added);
        for (int i = 0; i < removed && !left.isEmpty(); i++) {
            counts.remove(left.remove(left.size() / 2));
        }

        assertThat(counts.upTo(seq))
                .isEqualTo(left.stream().filter(position -> position <= seq).count());
    }
}
