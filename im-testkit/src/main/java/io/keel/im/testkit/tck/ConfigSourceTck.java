package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.ConfigSource;
import io.keel.im.spi.Watch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link ConfigSource} promises. */
@DisplayName("A source of configuration")
public abstract class ConfigSourceTck extends PortTck {
    private @Nullable ConfigSource source;

    /** Opens a source without keys. */
    protected abstract ConfigSource newSource() throws Exception;

    /** Sets a key, as an operator does. */
    protected abstract void put(String key, String value) throws Exception;

    /** Takes a key away. */
    protected abstract void remove(String key) throws Exception;

    @BeforeEach
    final void openSource() throws Exception {
        source = newSource();
    }

    private ConfigSource source() {
        return Objects.requireNonNull(source, "no test is running");
    }

    private List<ConfigSnapshot> watched() {
        List<ConfigSnapshot> told = new CopyOnWriteArrayList<>();
        source().watch(told::add);
        return told;
    }

    private void untilLast(List<ConfigSnapshot> told, Map<String, String> expected) {
        Awaitility.await().atMost(patience()).untilAsserted(() -> {
            assertThat(told).isNotEmpty();
            assertThat(told.get(told.size() - 1).values()).isEqualTo(expected);
        });
    }

    @Test
    @DisplayName("a watcher is told of an empty configuration, too")
    void emptyConfigurationIsTold() {
        untilLast(watched(), Map.of());
        assertThat(await(source().snapshot()).values()).isEmpty();
    }

    @Test
    @DisplayName("keys and values come as they were set")
    void valuesComeAsTheyWereSet() throws Exception {
        put("rate-per-second", "10");
        put("a/b.c_d", " spaced \n\"quoted\" 限制 ");
        put("empty", "");

        Map<String, String> expected =
                Map.of("rate-per-second", "10", "a/b.c_d", " spaced \n\"quoted\" 限制 ", "empty", "");
        assertThat(await(source().snapshot()).values()).isEqualTo(expected);
        untilLast(watched(), expected);
    }

    @Test
    @DisplayName("changes and removals show, under growing revisions")
    void changesShow() throws Exception {
        put("a", "1");
        List<ConfigSnapshot> told = watched();
        untilLast(told, Map.of("a", "1"));

        put("b", "2");
        untilLast(told, Map.of("a", "1", "b", "2"));
        put("a", "3");
        untilLast(told, Map.of("a", "3", "b", "2"));
        remove("a");
        untilLast(told, Map.of("b", "2"));

        assertThat(told.stream().map(ConfigSnapshot::revision)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("after many changes the last one is told")
    void lastOfManyChangesIsTold() throws Exception {
        List<ConfigSnapshot> told = watched();
        for (int i = 0; i <= 50; i++) {
            put("n", Integer.toString(i));
        }

        untilLast(told, Map.of("n", "50"));
        assertThat(await(source().snapshot()))
                .satisfies(read -> assertThat(read.values()).containsEntry("n", "50"));
        assertThat(told.stream()
                        .map(snapshot -> snapshot.values().getOrDefault("n", "-1"))
                        .map(Integer::valueOf))
                .isSorted();
    }

    @Test
    @DisplayName("an ended watch hears nothing more")
    void endedWatchHearsNothing() throws Exception {
        List<ConfigSnapshot> ended = new CopyOnWriteArrayList<>();
        Watch watch = source().watch(ended::add);
        List<ConfigSnapshot> other = watched();
        untilLast(ended, Map.of());
        watch.close();
        watch.close();

        put("a", "1");

        untilLast(other, Map.of("a", "1"));
        assertThat(ended).hasSize(1);
    }

    @Test
    @DisplayName("a listener that throws is told on")
    void throwingListenerIsToldOn() throws Exception {
        List<ConfigSnapshot> thrower = new CopyOnWriteArrayList<>();
        source().watch(snapshot -> {
            thrower.add(snapshot);
            throw new IllegalStateException("planted");
        });
        untilLast(thrower, Map.of());

        put("a", "1");

        untilLast(thrower, Map.of("a", "1"));
    }
}
