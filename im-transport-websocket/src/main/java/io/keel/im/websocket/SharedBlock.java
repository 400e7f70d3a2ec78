package io.keel.im.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The last large body, outside the heap, where the network can take it for any number of receivers. */
final class SharedBlock {

    private byte @Nullable [] source;
    private @Nullable ByteBuf block;

    /** Returns a buffer of the body, to be released by whoever takes it. */
    ByteBuf of(byte[] body, ByteBufAllocator allocator) {
        ByteBuf known = block;
        if (known == null || source != body) {
            release();
            known = allocator.ioBuffer(body.length).writeBytes(body);
            source = body;
            block = known;
        }
        return known.retainedDuplicate();
    }

    /** Forgets it. */
    void release() {
        if (block != null) {
            block.release();
            block = null;
            source = null;
        }
    }
}
