package io.keel.im.websocket;

import io.keel.im.spi.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client's stream apart into frames.
 *
 * <p>It is no {@code ByteToMessageDecoder} making an object per frame: a frame that is there whole, which is nearly every one, is
 * copied once, into the loop's scratch array, unmasked there and handed on. Nothing is allocated for it and nothing is kept, so an
 * idle connection costs no buffer. Only the unfinished end of what was read is kept, and the limit bounds it.
 */
final class FrameReader {

    private static final int MASK = 4;

    /** The longest header that a client writes. */
    private static final int LONGEST_HEADER = 14;

    private final FrameSink sink;
    private final byte[] scratch;
    private final int limit;
    private final ByteBufAllocator allocator;

    private @Nullable ByteBuf rest;
    private @Nullable Fragments fragments;
    private boolean reading;
    private boolean held;
    private boolean ended;

    /**
     * Makes a reader.
     *
     * @param scratch shared by the readers of one loop; has room for {@code limit} bytes
     * @param limit the largest message, in bytes
     */
    FrameReader(FrameSink sink, byte[] scratch, int limit, ByteBufAllocator allocator) {
        this.sink = sink;
        this.scratch = scratch;
        this.limit = limit;
        this.allocator = allocator;
    }

    /** Reads on with what came in; takes over the buffer. */
    void read(ByteBuf in) {
        ByteBuf earlier = rest;
        if (ended) {
            in.release();
        } else if (earlier == null) {
            parse(in, false);
        } else {
            rest = null;
            earlier.writeBytes(in);
            in.release();
            parse(earlier, true);
        }
    }

    /** Stops after the frame that is being handed on, or lets it go on; tells whether there is something to go on with. */
    boolean hold(boolean on) {
        held = on;
        return !on && !reading && rest != null;
    }

    /** Goes on with what was read before it was held. */
    void resume() {
        ByteBuf earlier = rest;
        if (earlier != null && !held && !reading) {
            rest = null;
            parse(earlier, true);
        }
    }

    /** Reads nothing any more. */
    void end() {
        ended = true;
        fragments = null;
        if (rest != null) {
            rest.release();
            rest = null;
        }
    }

    private void parse(ByteBuf in, boolean own) {
        reading = true;
        try {
            while (!held && !ended && next(in)) {
                // Each turn hands on one frame.
            }
        } catch (RuntimeException | Error failure) {
            ended = true;
            throw failure;
        } finally {
            reading = false;
            keep(in, own);
        }
    }

    /**
     * The buffers that the network reads into are large: the few bytes of half a frame must not hold one. Nor is room made for
     * more than has come, whatever a header announces.
     */
    private void keep(ByteBuf in, boolean own) {
        if (ended || !in.isReadable()) {
            in.release();
        } else if (own && in.readerIndex() == 0) {
            rest = in;
        } else {
            rest = allocator
                    .buffer(Math.max(LONGEST_HEADER, in.readableBytes()))
                    .writeBytes(in);
            in.release();
        }
    }

    private boolean next(ByteBuf in) {
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int start = in.readerIndex();
        int first = in.getByte(start);
        int second = in.getByte(start + 1);
        int code = second & 0x7F;
        int header = 2 + MASK + (code < 126 ? 0 : code == 126 ? 2 : 8);
        if (readable < header) {
            admits(first, second, code < 126 ? code : 126);
            return false;
        }
        long length = code;
        if (code == 126) {
            length = in.getUnsignedShort(start + 2);
        } else if (code == 127) {
            length = in.getLong(start + 2);
        }
        if (code == 126 && length < 126 || code == 127 && length >>> 16 == 0 || length < 0) {
            return breaks(CloseCode.PROTOCOL_ERROR, "a length is not in its shortest form");
        }
        if (!admits(first, second, length)) {
            return false;
        }
        int size = (int) length;
        if (readable < header + size) {
            return false;
        }
        int mask = in.getInt(start + header - MASK);
        in.getBytes(start + header, scratch, 0, size);
        in.readerIndex(start + header + size);
        boolean ascii = Masking.remove(mask, scratch, size);
        frame(first & 0x0F, first < 0, size, ascii);
        return true;
    }

    /** Checks a header as soon as it is there, so that a frame that must not come is not waited for. */
    private boolean admits(int first, int second, long length) {
        int opcode = first & 0x0F;
        boolean last = first < 0;
        if ((first & 0x70) != 0) {
            return breaks(CloseCode.PROTOCOL_ERROR, "a reserved bit is set");
        }
        if (second >= 0) {
            return breaks(CloseCode.PROTOCOL_ERROR, "a frame is not masked");
        }
        return switch (opcode) {
            case FrameHeader.CLOSE, FrameHeader.PING, FrameHeader.PONG ->
                last && length <= FrameHeader.MAX_CONTROL
                        || breaks(CloseCode.PROTOCOL_ERROR, "a control frame is fragmented or too long");
            case FrameHeader.CONTINUATION ->
                fragments == null
                        ? breaks(CloseCode.PROTOCOL_ERROR, "nothing is there to continue")
                        : fits(length + fragments.length());
            case FrameHeader.TEXT, FrameHeader.BINARY ->
                fragments != null
                        ? breaks(CloseCode.PROTOCOL_ERROR, "a message begins inside another")
                        : (sink.takes(opcode == FrameHeader.TEXT)
                                        || breaks(
                                                CloseCode.UNSUPPORTED_DATA, "frames of this kind are not spoken here"))
                                && fits(length);
            default -> breaks(CloseCode.PROTOCOL_ERROR, "an opcode is reserved");
        };
    }

    private boolean fits(long length) {
        return length <= limit || breaks(CloseCode.TOO_LARGE, "a message is larger than " + limit + " bytes");
    }

    /** Always false, as all that asks whether to go on. */
    private boolean breaks(CloseCode code, String reason) {
        ended = true;
        sink.violated(code, reason);
        return false;
    }

    private void frame(int opcode, boolean last, int size, boolean ascii) {
        switch (opcode) {
            case FrameHeader.PING -> sink.ping(scratch, 0, size);
            case FrameHeader.PONG -> sink.pong();
            case FrameHeader.CLOSE -> close(size);
            case FrameHeader.CONTINUATION -> fragment(last, size);
            default -> {
                boolean text = opcode == FrameHeader.TEXT;
                if (!last) {
                    fragments = new Fragments(text, size);
                    fragment(false, size);
                } else if (text && !ascii && Utf8.check(Utf8.COMPLETE, scratch, 0, size) != Utf8.COMPLETE) {
                    breaks(CloseCode.INVALID_PAYLOAD, "a text is not UTF-8");
                } else {
                    sink.message(text, scratch, 0, size);
                }
            }
        }
    }

    private void fragment(boolean last, int size) {
        Fragments message = fragments;
        if (message == null) {
            return;
        }
        boolean valid = message.add(scratch, size);
        if (!valid || last && !message.complete()) {
            breaks(CloseCode.INVALID_PAYLOAD, "a text is not UTF-8");
        } else if (last) {
            fragments = null;
            sink.message(message.text(), message.bytes(), 0, message.length());
        }
    }

    private void close(int size) {
        ClosePayload payload =
                new ClosePayload(size < 2 ? ClosePayload.NO_CODE : (scratch[0] & 0xFF) << 8 | (scratch[1] & 0xFF));
        if (size == 1 || size > 1 && !payload.mayBeSent()) {
            breaks(CloseCode.PROTOCOL_ERROR, "a close code is not valid");
        } else if (size > 2 && Utf8.check(Utf8.COMPLETE, scratch, 2, size - 2) != Utf8.COMPLETE) {
            breaks(CloseCode.INVALID_PAYLOAD, "a close reason is not UTF-8");
        } else {
            ended = true;
            sink.peerCloses(payload);
        }
    }
}
