package io.keel.im;

/**
 * A refusal as its receiver sees it.
 *
 * @param code what kind of refusal
 * @param message what is wrong and with which field; never a secret nor an internal name
 * @param retryAfterMillis after how many milliseconds trying again makes sense; 0 when there is no such time
 */
public record Refusal(ErrorCode code, String message, long retryAfterMillis) {

    /** Makes a refusal without a delay. */
    public static Refusal of(ErrorCode code, String message) {
        return new Refusal(code, message, 0);
    }

    /** Makes the refusal of a field that is missing, malformed or too large. */
    public static Refusal invalid(String message) {
        return of(ErrorCode.INVALID_ARGUMENT, message);
    }

    /** Makes the one refusal for a conversation that is hidden or does not exist. */
    public static Refusal notMember() {
        return of(ErrorCode.PERMISSION_DENIED, "conversation: not a member of it");
    }

    /** Makes the refusal that a failure amounts to; anything but an {@link ImException} is {@code INTERNAL}. */
    public static Refusal of(Throwable failure) {
        if (failure instanceof ImException known) {
            return of(known.code(), String.valueOf(known.getMessage()));
        }
        Throwable cause = failure.getCause();
        if (cause instanceof ImException || failure instanceof java.util.concurrent.CompletionException) {
            return cause == null ? of(ErrorCode.INTERNAL, "internal error") : of(cause);
        }
        return of(ErrorCode.INTERNAL, "internal error");
    }
}
