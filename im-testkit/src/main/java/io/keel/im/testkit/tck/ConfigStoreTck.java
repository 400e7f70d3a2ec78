package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.ConfigStore;
import io.keel.im.spi.ConfigStore.Change;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link ConfigStore} promises beyond {@link io.keel.im.spi.ConfigSource}. */
@DisplayName("A store of configuration")
public abstract class ConfigStoreTck extends PortTck {
    private @Nullable ConfigStore store;

    /** Opens a store without keys. */
    protected abstract ConfigStore newStore() throws Exception;

    /** Sets a key behind the store's back, as an operator does. */
    protected abstract void put(String key, String value) throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = newStore();
    }

    private ConfigStore store() {
        return Objects.requireNonNull(store, "no test is running");
    }

    private ConfigSnapshot seen() {
        return await(store().snapshot());
    }

    private ConfigSnapshot made(ConfigSnapshot seen, Map<String, Optional<String>> changes) {
        Change change = await(store().change(seen, changes));
        assertThat(change).isInstanceOf(Change.Made.class);
        return ((Change.Made) change).now();
    }

    private ConfigSnapshot overtaken(ConfigSnapshot seen, Map<String, Optional<String>> changes) {
        Change change = await(store().change(seen, changes));
        assertThat(change).isInstanceOf(Change.Overtaken.class);
        return ((Change.Overtaken) change).now();
    }

    @Test
    @DisplayName("several keys change in one step, for watchers too")
    void severalKeysChangeInOneStep() throws Exception {
        put("kept", "0");
        put("gone", "1");
        List<ConfigSnapshot> told = new CopyOnWriteArrayList<>();
        store().watch(told::add);
        ConfigSnapshot seen = seen();

        ConfigSnapshot now =
                made(seen, Map.of("a", Optional.of("限制 \"1\""), "b", Optional.of(""), "gone", Optional.empty()));

        Map<String, String> expected = Map.of("kept", "0", "a", "限制 \"1\"", "b", "");
        assertThat(now.values()).isEqualTo(expected);
        assertThat(now.revision()).isGreaterThan(seen.revision());
        assertThat(seen().values()).isEqualTo(expected);
        Awaitility.await()
                .atMost(patience())
                .untilAsserted(() -> assertThat(told)
                        .last()
                        .satisfies(last -> assertThat(last.values()).isEqualTo(expected)));
        assertThat(told)
                .allSatisfy(each ->
                        assertThat(each.values().keySet()).isIn(java.util.Set.of("kept", "gone"), expected.keySet()));
    }

    @Test
    @DisplayName("of two changes of one snapshot the second is overtaken, whatever it changes")
    void secondOfTwoIsOvertaken() throws Exception {
        ConfigSnapshot seen = seen();
        made(seen, Map.of("a", Optional.of("1")));

        assertThat(overtaken(seen, Map.of("b", Optional.of("2"))).values()).isEqualTo(Map.of("a", "1"));
        assertThat(overtaken(seen, Map.of("a", Optional.of("2"))).values()).isEqualTo(Map.of("a", "1"));
        assertThat(seen().values()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    @DisplayName("a change is overtaken by what others wrote to its keys, or to those it saw")
    void changeIsOvertakenByOthers() throws Exception {
        put("seen", "1");
        ConfigSnapshot seen = seen();
        put("seen", "2");
        assertThat(overtaken(seen, Map.of("other", Optional.of("x"))).values()).isEqualTo(Map.of("seen", "2"));

        ConfigSnapshot again = seen();
        put("mine", "theirs");
        ConfigSnapshot now = overtaken(again, Map.of("mine", Optional.of("x")));
        assertThat(now.values()).isEqualTo(Map.of("seen", "2", "mine", "theirs"));

        assertThat(made(now, Map.of("mine", Optional.of("x"))).values()).isEqualTo(Map.of("seen", "2", "mine", "x"));
    }

    @Test
    @DisplayName("what a change tells can be changed at once")
    void changesFollowEachOther() throws Exception {
        ConfigSnapshot first = made(seen(), Map.of("n", Optional.of("1")));
        ConfigSnapshot second = made(first, Map.of("n", Optional.of("2")));
        ConfigSnapshot third = made(second, Map.of("n", Optional.empty()));

        assertThat(third.values()).isEmpty();
        assertThat(seen().values()).isEmpty();
    }
}
