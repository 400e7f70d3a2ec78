package io.keel.im.spi;

import io.keel.im.id.Names;
import java.util.Map;

/**
 * One process that offers a service.
 *
 * @param service the service's name, such as {@code logic}: 1–64 of {@code A–Z a–z 0–9 . _ @ -}
 * @param id the instance's name, new at each of its starts; the same syntax
 * @param address where it is reached, {@code host:port}
 * @param metadata what else callers want to know, such as {@code url} or {@code grpcPort}; small, no secrets
 */
public record ServiceInstance(String service, String id, String address, Map<String, String> metadata) {

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if a name is malformed or the address blank
     */
    public ServiceInstance {
        Names.requireName("service", service);
        Names.requireName("id", id);
        if (address.isBlank()) {
            throw new IllegalArgumentException("address: blank (expected: host:port)");
        }
        metadata = Map.copyOf(metadata);
    }
}
