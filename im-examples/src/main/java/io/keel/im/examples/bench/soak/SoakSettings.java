package io.keel.im.examples.bench.soak;

/**
 * How much is soaked.
 *
 * @param dropEvery a client loses its connection after a send with a chance of one in so many
 * @param window messages of a client that are not answered yet, at most
 * @param textLength characters of a text
 * @param seed of all that is left to chance
 */
record SoakSettings(
        long messages, int clients, int conversations, int dropEvery, int window, int textLength, long seed) {}
