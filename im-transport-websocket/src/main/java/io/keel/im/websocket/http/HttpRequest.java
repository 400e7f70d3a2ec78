package io.keel.im.websocket.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A whole HTTP request. Immutable, but for the body's array, which is not copied. */
public final class HttpRequest {

    private static final byte[] NOTHING = {};

    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String remoteAddress;

    private HttpRequest(Builder builder) {
        this.method = builder.method;
        this.path = builder.path;
        this.query = Map.copyOf(builder.query);
        this.headers = Map.copyOf(builder.headers);
        this.body = builder.body;
        this.remoteAddress = builder.remoteAddress;
    }

    /** Starts a request, as the server does and as a test of a route may. */
    public static Builder builder(String method, String path) {
        return new Builder(method, path);
    }

    /** The method, in capitals. */
    public String method() {
        return method;
    }

    /** The path, decoded, without the query; begins with a slash. */
    public String path() {
        return path;
    }

    /** The first value of a parameter of the query, decoded. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name))
                .flatMap(values -> values.stream().findFirst());
    }

    /** A header; its name is case-insensitive, and several of one name are joined by commas. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body; empty when there is none. */
    public byte[] body() {
        return body;
    }

    /** The client's IP address, without a port. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** Gathers a request. */
    public static final class Builder {

        private final String method;
        private final String path;
        private Map<String, List<String>> query = Map.of();
        private final Map<String, String> headers = new TreeMap<>();
        private byte[] body = NOTHING;
        private String remoteAddress = "";

        private Builder(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /** Sets the parameters of the query; none by default. */
        public Builder query(Map<String, List<String>> query) {
            this.query = query;
            return this;
        }

        /** Adds a header. */
        public Builder header(String name, String value) {
            headers.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + "," + second);
            return this;
        }

        /** Sets the body; empty by default. */
        public Builder body(byte[] body) {
            this.body = body;
            return this;
        }

        /** Sets the client's address; empty by default. */
        public Builder remoteAddress(String remoteAddress) {
            this.remoteAddress = remoteAddress;
            return this;
        }

        /** Makes the request. */
        public HttpRequest build() {
            return new HttpRequest(this);
        }
    }
}
