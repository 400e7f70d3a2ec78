/**
 * What can be heard of the system, for metrics: a small port for each subject, and the closed lists that their figures are told
 * apart by. {@link io.keel.im.spi.Telemetry} is all of them; a part takes the subject that it tells of.
 *
 * <p>Of all of them: every method does nothing by default, must answer at once, must not fail, and may be called from any thread.
 * None is ever given a user, a conversation, an address or a text, so that whatever keeps the figures stays small. Names that are
 * strings (of dependencies, queues, leases, jobs) are few and chosen by who wires the process.
 */
@NullMarked
package io.keel.im.spi.telemetry;

import org.jspecify.annotations.NullMarked;
