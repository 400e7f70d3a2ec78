package io.keel.im.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a WebSocket here. A browser names the page's origin, and lets any page connect anywhere: without this rule a
 * stranger's page could speak in the name of whoever looks at it. What is no browser names no origin and passes.
 */
final class OriginRule {

    private static final String ANY = "*";

    private final Set<String> allowed;

    /**
     * Makes a rule.
     *
     * @param allowed origins such as {@code https://chat.example.com}, or {@code *} for all
     */
    OriginRule(Set<String> allowed) {
        this.allowed = allowed.stream()
                .map(origin -> origin.equals(ANY) ? ANY : parsed(origin).orElseThrow(() -> malformed(origin)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Tells whether an upgrade may go on.
     *
     * @param origin the header {@code Origin}; null when there is none
     * @param host the header {@code Host}
     */
    boolean admits(@Nullable String origin, @Nullable String host) {
        if (origin == null || allowed.contains(ANY)) {
            return true;
        }
        return parsed(origin)
                .filter(page -> allowed.contains(page) || isSame(page, host))
                .isPresent();
    }

    /** {@code Host} has no scheme, so a port left out stands for that of the page's scheme. */
    private static boolean isSame(String page, @Nullable String host) {
        int scheme = page.indexOf("://");
        return host != null
                && parsed(page.substring(0, scheme + 3) + host)
                        .filter(page::equals)
                        .isPresent();
    }

    /** Returns {@code scheme://host:port}, in small letters and with the port; empty when it is no origin. */
    private static Optional<String> parsed(String origin) {
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            String host = uri.getHost();
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (scheme == null || host == null || !bare || !"".equals(uri.getRawPath())) {
                return Optional.empty();
            }
            int port = uri.getPort();
            if (port < 0) {
                port = scheme.equals("https") ? 443 : 80;
            }
            return Optional.of(scheme + "://" + host + ":" + port);
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException malformed(String origin) {
        return new IllegalArgumentException("origin: " + origin + " (expected: such as https://chat.example.com)");
    }
}
