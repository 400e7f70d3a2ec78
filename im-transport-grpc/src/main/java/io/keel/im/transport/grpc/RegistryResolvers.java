package io.keel.im.transport.grpc;

import io.grpc.NameResolver;
import io.keel.im.spi.ServiceRegistry;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes resolvers of {@code im:///service} over one registry. */
final class RegistryResolvers extends NameResolver.Factory {

    private static final String SCHEME = "im";

    private final ServiceRegistry registry;

    RegistryResolvers(ServiceRegistry registry) {
        this.registry = registry;
    }

    /** The target of a channel to a service. */
    static String target(String service) {
        return SCHEME + ":///" + service;
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        String path = target.getPath();
        return SCHEME.equals(target.getScheme()) && path != null && path.length() > 1
                ? new RegistryResolver(registry, path.substring(1), args)
                : null;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }
}
