package io.keel.im.websocket.http;

import io.keel.im.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves files of the class path, read once and kept: for a page that ships with the program. Browsers ask each time whether
 * a file has changed ({@code ETag}), may run no code but the page's own files, and may connect to WebSockets.
 */
public final class StaticFiles implements HttpRoute {

    /** The {@code Content-Security-Policy} by default. */
    public static final String STRICT_POLICY =
            "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob: data:;"
                    + " connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"));

    private final ClassLoader loader;
    private final String folder;
    private final String policy;
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();

    private StaticFiles(ClassLoader loader, String folder, String policy) {
        this.loader = loader;
        this.folder = folder;
        this.policy = policy;
    }

    /**
     * Serves the files below {@code folder}, {@code index.html} for a path that ends with a slash.
     *
     * @param loader where the resources are
     * @param folder such as {@code page}, without slashes at its ends
     */
    public static StaticFiles of(ClassLoader loader, String folder) {
        return new StaticFiles(loader, folder, STRICT_POLICY);
    }

    /** Returns the same files under another {@code Content-Security-Policy}. */
    public StaticFiles contentSecurityPolicy(String policy) {
        return new StaticFiles(loader, folder, policy);
    }

    @Override
    public Set<String> methods(String path) {
        String name = name(path);
        boolean there = files.containsKey(name) || (type(name) != null && loader.getResource(folder + name) != null);
        return there ? Set.of("GET") : Set.of();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        StoredFile file = find(name(request.path()));
        return CompletableFuture.completedStage(
                file == null
                        ? HttpResponse.error(404, ErrorCode.NOT_FOUND, "nothing is at this path")
                        : answer(file, request.header("If-None-Match")));
    }

    private HttpResponse answer(StoredFile file, Optional<String> known) {
        boolean unchanged = known.map(tags -> tags.contains(file.tag())).orElse(false);
        HttpResponse plain = unchanged ? HttpResponse.of(304) : HttpResponse.of(200, file.type(), file.bytes());
        return plain.with("ETag", file.tag())
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Content-Security-Policy", policy);
    }

    private static String name(String path) {
        return path.endsWith("/") ? path + "index.html" : path;
    }

    /** No type, no file: names that try to climb out of the folder have none. */
    private static @Nullable String type(String name) {
        return FILE.matcher(name).matches() ? TYPES.get(name.substring(name.lastIndexOf('.') + 1)) : null;
    }

    /** Only what is there is remembered, so guesses of strangers fill nothing. */
    private @Nullable StoredFile find(String name) {
        StoredFile kept = files.get(name);
        String type = type(name);
        if (kept != null || type == null) {
            return kept;
        }
        try (InputStream in = loader.getResourceAsStream(folder + name)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            StoredFile read = new StoredFile(type, bytes, tag(bytes));
            files.put(name, read);
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + folder + name, unreadable);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record StoredFile(String type, byte[] bytes, String tag) {}
}
