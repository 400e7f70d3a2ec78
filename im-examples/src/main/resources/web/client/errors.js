const RETRYABLE = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL', 'TIMEOUT', 'CONNECTION_LOST', 'OFFLINE']);

/**
 * What a gateway refused, with its `code`, or one of the client's own codes: `OFFLINE` (nothing was sent),
 * `CONNECTION_LOST` and `TIMEOUT` (nobody knows whether it was carried out), `TOO_LARGE`, `OUTBOX_FULL`, `EXPIRED`.
 */
export class ImError extends Error {
  constructor(code, message = code, retryAfterMillis = 0) {
    super(message);
    this.name = 'ImError';
    this.code = code;
    this.retryAfterMillis = retryAfterMillis;
  }

  /** Whether the same request may succeed later. */
  get retryable() {
    return RETRYABLE.has(this.code);
  }

  /** Whether there was no connection: the next welcome is the time to try again. */
  get disconnected() {
    return this.code === 'CONNECTION_LOST' || this.code === 'OFFLINE';
  }
}
