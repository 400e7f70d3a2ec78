package io.keel.im.spi;

import com.google.protobuf.ByteString;
import io.keel.im.id.Names;

/**
 * Something to be done after the fact, such as counting or auditing a message that was stored.
 *
 * @param id names the task, 1–64 characters of {@code !}–{@code ~}: whenever it comes again it bears the same
 * @param kind names whose work it is: 1–64 of {@code A–Z a–z 0–9 . _ @ -}
 * @param key tasks of one key are handled in order, one at a time; empty where order does not matter
 * @param body what the handler needs, up to {@value #MAX_BODY} bytes
 */
public record Task(String id, String kind, String key, ByteString body) {

    /** The largest body, in bytes. */
    public static final int MAX_BODY = 512 * 1024;

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if a name is malformed or the body too large
     */
    public Task {
        if (!Names.isPrintable(id)) {
            throw new IllegalArgumentException("id: malformed (expected: 1–64 characters of ! to ~)");
        }
        Names.requireName("kind", kind);
        if (body.size() > MAX_BODY) {
            throw new IllegalArgumentException("body: " + body.size() + " bytes (expected: up to " + MAX_BODY + ")");
        }
    }
}
