package io.keel.im.store.redis;

import java.util.List;

/**
 * A script with what it is called with.
 *
 * @param keys the keys that it is known to touch
 * @param arguments everything else
 */
record ScriptCall(Script script, List<String> keys, List<String> arguments) {}
