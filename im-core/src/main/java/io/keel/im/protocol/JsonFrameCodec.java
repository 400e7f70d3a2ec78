package io.keel.im.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ClientFrame.BodyCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text frames: RFC 8259 to the letter, and the proto3 JSON mapping within it.
 */
final class JsonFrameCodec extends FrameCodec {

    static final JsonFrameCodec INSTANCE = new JsonFrameCodec();

    private static final int MAX_DEPTH = 1_000;
    private static final Decoded NOT_JSON = new Decoded.Unparsable("not a JSON object");

    private final JsonFactory factory = JsonFactory.builder()
            // A table of all names ever seen would be a client's to fill.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // The transport bounds a frame; only depth is a matter of its own.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonFrameCodec() {}

    @Override
    public Decoded decode(byte[] bytes, int offset, int length) {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        String problem;
        try {
            problem = read(bytes, offset, length, JsonShape.CLIENT_FRAME, frame);
        } catch (StreamConstraintsException e) {
            problem = "nested too deeply (expected: " + MAX_DEPTH + " levels at most)";
        } catch (IOException e) {
            return decodeMended(bytes, offset, length);
        }
        return judge(frame, problem);
    }

    /**
     * Looks once more at what the parser has given up. It does so at a name with half of a surrogate pair, which is JSON all the
     * same: with such names mended, the rest tells the id.
     */
    private Decoded decodeMended(byte[] bytes, int offset, int length) {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        try {
            String mended = BrokenNames.mend(text(bytes, offset, length));
            if (mended == null) {
                return NOT_JSON;
            }
            read(mended, JsonShape.CLIENT_FRAME, frame);
        } catch (StreamConstraintsException e) {
            // What came before that is known, and that it is malformed.
        } catch (IOException e) {
            return NOT_JSON;
        }
        return judge(frame, BrokenNames.EXPECTED);
    }

    private static Decoded judge(ClientFrame.Builder frame, @Nullable String found) {
        if (frame.hasId() && !FrameIds.isValid(frame.getId())) {
            return new Decoded.Malformed(null, FrameIds.EXPECTED);
        }
        String problem = found == null && frame.getBodyCase() == BodyCase.BODY_NOT_SET ? Bodies.NONE : found;
        return problem == null
                ? new Decoded.Frame(frame.build())
                : new Decoded.Malformed(frame.hasId() ? frame.getId() : null, problem);
    }

    /**
     * Reads a whole text as one object.
     *
     * @return the first thing in it that does not fit the schema; null when all does
     * @throws IOException if it is not UTF-8, not JSON, or not an object
     */
    @Nullable
    String read(byte[] bytes, int offset, int length, JsonShape shape, Message.Builder target) throws IOException {
        return read(text(bytes, offset, length), shape, target);
    }

    private @Nullable String read(String text, JsonShape shape, Message.Builder target) throws IOException {
        try (JsonParser in = factory.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            JsonDecoder decoder = new JsonDecoder(in);
            decoder.read(shape, target);
            if (in.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return decoder.problem();
        }
    }

    /** Decoded here, and not by the parser, which would take overlong forms and guess at UTF-16 and UTF-32. */
    private static String text(byte[] bytes, int offset, int length) throws IOException {
        if (!UnsafeByteOperations.unsafeWrap(bytes, offset, length).isValidUtf8()) {
            throw new IOException("not UTF-8");
        }
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
