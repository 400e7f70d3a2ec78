package io.keel.im.conversation;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Text for humans, not empty. Most of it passes through as the bytes that it came in, and never becomes a string: it is made when
 * somebody asks. Immutable, safe for use by several threads.
 */
public final class Text implements Content {

    // One is there from the start, the other is made when first asked for; whoever makes it makes the same.
    private @Nullable String value;
    private @Nullable ByteString utf8;

    private Text(@Nullable String value, @Nullable ByteString utf8) {
        this.value = value;
        this.utf8 = utf8;
    }

    /** Makes a text of a string that is valid Unicode and not empty. */
    public Text(String value) {
        this(value, null);
    }

    /** Makes a text of bytes that are known to be valid UTF-8, and not empty. */
    public static Text ofUtf8(ByteString bytes) {
        return new Text(null, bytes);
    }

    /** Returns the text as a string. */
    public String value() {
        String known = value;
        if (known == null) {
            known = utf8().toStringUtf8();
            value = known;
        }
        return known;
    }

    /** Returns the text as it is kept and sent. */
    public ByteString utf8() {
        ByteString known = utf8;
        if (known == null) {
            known = ByteString.copyFromUtf8(value());
            utf8 = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Text that && value().equals(that.value()));
    }

    @Override
    public int hashCode() {
        return value().hashCode();
    }

    /** Tells how much there is, and not what: this may end up in a log. */
    @Override
    public String toString() {
        return "Text[" + utf8().size() + " bytes]";
    }
}
