package io.keel.im.websocket;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Where Netty puts the bytes of connections: what the network reads and writes into pooled memory outside the heap, and what is taken
 * out of the stream, a small thing that is gone when it has been read, into an array. That costs a fraction of a place in a pool
 * with the book-keeping of leaks, and needs no copy to be an array.
 */
final class HeapFrames extends AbstractByteBufAllocator {

    static final HeapFrames INSTANCE = new HeapFrames();

    private HeapFrames() {
        super(false);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }
}
