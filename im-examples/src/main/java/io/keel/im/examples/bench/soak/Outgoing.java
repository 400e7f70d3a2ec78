package io.keel.im.examples.bench.soak;

/**
 * A message that its sender has not been told about yet.
 *
 * @param clientMsgId its id, which it keeps when it is sent again
 */
record Outgoing(Talk talk, String clientMsgId, String text) {}
