package io.keel.im.examples.admin;

import io.keel.im.transport.kafka.BusLag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found by one look at the cluster.
 *
 * @param at when
 * @param nodes all processes; empty when etcd has not told yet
 * @param positions where readers of the bus stand; empty when Kafka did not answer
 * @param configuration how many keys are set; empty when etcd did not answer
 */
record Reading(
        Instant at,
        Optional<List<Node>> nodes,
        Optional<List<BusLag.Position>> positions,
        OptionalLong configuration) {}
