package io.keel.im.testkit.engine;

import java.util.List;
import java.util.OptionalLong;

/** An engine that somebody else runs: it is used and left alone. */
record GivenEngine(String kind, String address) implements Engine {

    @Override
    public List<String> command() {
        return List.of();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public void stop() {
        throw notOurs();
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public void pause() {
        throw notOurs();
    }

    @Override
    public void resume() {
        throw notOurs();
    }

    @Override
    public void restart() {
        throw notOurs();
    }

    @Override
    public void close() {}

    private IllegalStateException notOurs() {
        return new IllegalStateException(kind + " was given by its address: it is not ours to touch");
    }
}
