package io.keel.im.examples.bench;

/** What is measured: a server under one of its encodings. */
enum Contender {
    KEEL_JSON("keel", "json", "keel-json"),
    KEEL_PROTOBUF("keel", "protobuf", "keel-protobuf"),
    RAW("raw", "binary", "raw"),
    RAWACK("rawack", "binary", "rawack"),
    NETTY_SOCKETIO("netty-socketio", "socket.io", "netty-socketio");

    private final String system;
    private final String encoding;
    private final String dialect;

    Contender(String system, String encoding, String dialect) {
        this.system = system;
        this.encoding = encoding;
        this.dialect = dialect;
    }

    String system() {
        return system;
    }

    String encoding() {
        return encoding;
    }

    /** What the load client calls it. */
    String dialect() {
        return dialect;
    }

    boolean isKeel() {
        return this == KEEL_JSON || this == KEEL_PROTOBUF;
    }
}
