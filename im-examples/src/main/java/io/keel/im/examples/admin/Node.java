package io.keel.im.examples.admin;

import io.keel.im.examples.host.Exposition;
import io.keel.im.spi.ServiceInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process as it was found.
 *
 * @param instance what it announces
 * @param health what it says of itself
 * @param reason why it is not ready; empty when it is
 * @param figures its metrics; empty when they could not be had
 */
record Node(ServiceInstance instance, Health health, String reason, Optional<Exposition> figures) {

    /** What a process says of itself. */
    enum Health {
        /** It takes work. */
        READY("ready"),
        /** It takes none, and says why. */
        NOT_READY("not ready"),
        /** It stands in the registry and does not answer. */
        UNREACHABLE("unreachable");

        private final String text;

        Health(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    String name() {
        return Instances.name(instance);
    }

    String url() {
        return instance.metadata().getOrDefault("url", "");
    }

    @Nullable
    String version() {
        return instance.metadata().get("version");
    }

    /** For how long its process has run, by its clock and by ours; null where it does not say. */
    @Nullable
    Duration uptime(Instant now) {
        String started = instance.metadata().get("started");
        try {
            return started == null ? null : Duration.between(Instant.ofEpochMilli(Long.parseLong(started)), now);
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    /** How many clients it holds; null for one that holds none by its nature, or does not say. */
    @Nullable
    Long connections() {
        if (!instance.service().equals("gateway") || figures.isEmpty()) {
            return null;
        }
        OptionalDouble held = figures.get().sum("im_connections");
        return held.isPresent() ? (long) held.getAsDouble() : null;
    }

    /** The revision of the configuration that is in force there; null where it does not say. */
    @Nullable
    Long configRevision() {
        OptionalDouble revision =
                figures.map(all -> all.sum("im_configuration_revision")).orElse(OptionalDouble.empty());
        return revision.isPresent() ? (long) revision.getAsDouble() : null;
    }

    /** Its breakers by what they guard, each with its state: {@code closed}, {@code half_open} or {@code open}. */
    Map<String, String> breakers() {
        Map<String, String> states = new TreeMap<>();
        figures.ifPresent(all -> {
            for (Exposition.Sample sample : all.samples("im_breaker_state")) {
                states.put(
                        sample.label("dependency"),
                        sample.value() == 0 ? "closed" : sample.value() == 1 ? "half_open" : "open");
            }
        });
        return states;
    }
}
