/**
 * A checker of histories: it is told what clients submitted and what they were told, and at the end what the store holds, and
 * tells which promise broke and for which messages.
 *
 * <pre>{@code
 * HistoryChecker checker = HistoryChecker.create();
 * ScriptedClient alice = ScriptedClient.of(gateway)
 *         .user("alice")
 *         .observer(WitnessedFrames.of(checker.witness(new UserId("alice"), new DeviceId("web"))))
 *         .connect();
 * // ... chat, crash, reconnect, sync ...
 * StoreReading.of(stores.conversations(), stores.inboxes()).into(checker);
 * checker.check().assertClean();
 * }</pre>
 */
@NullMarked
package io.keel.im.testkit.history;

import org.jspecify.annotations.NullMarked;
