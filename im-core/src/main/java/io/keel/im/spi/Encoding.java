package io.keel.im.spi;

/** How frames are encoded; chosen by the client, by subprotocol. */
public enum Encoding {
    /** Text frames in the canonical proto3 JSON mapping. */
    JSON("im.v1.json"),
    /** Binary frames in the Protobuf wire format. */
    PROTOBUF("im.v1.protobuf");

    private final String subprotocol;

    Encoding(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    /** The name of the WebSocket subprotocol. */
    public String subprotocol() {
        return subprotocol;
    }
}
