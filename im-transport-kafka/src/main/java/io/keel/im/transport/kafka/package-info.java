/**
 * The bus and the tasks on Kafka.
 *
 * <pre>
 * upstream-messages        key: conversation   one command a record          group im-logic
 * push-messages-{gateway}  key: conversation,  what one push call brings     no group: its gateway is assigned all of it
 *                          or connection
 * im-tasks                 key: the task's     one task a record             group im-tasks-{group}
 * dead-letters             key: as it was      what could not be handled; headers: source, reason
 * </pre>
 *
 * <p>Every record bears a W3C {@code traceparent} header. {@link io.keel.im.transport.kafka.KafkaBus} and
 * {@link io.keel.im.transport.kafka.KafkaTasks} are what a host needs.
 */
@NullMarked
package io.keel.im.transport.kafka;

import org.jspecify.annotations.NullMarked;
