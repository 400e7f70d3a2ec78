/**
 * Faults to put between a system and its ports: calls that fail, before or after they did their work, come late, come twice or
 * are lost, by a script or by a seeded random.
 *
 * <pre>{@code
 * Faults faults = Faults.by(FaultPlan.random(42).failing(0.02).failingAfterwards(0.02).repeating(0.05).on("append"));
 * ConversationStore store = faults.around(ConversationStore.class, new MemoryStore().conversations());
 * }</pre>
 */
@NullMarked
package io.keel.im.testkit.fault;

import org.jspecify.annotations.NullMarked;
