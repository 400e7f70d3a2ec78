import { ImError } from './errors.js';
import { number } from './numbers.js';

/** The requests of one connection that wait for their reply, tied to it by `id`. */
export class Requests {
  #waiting = new Map();
  #lastId = 0;
  #clock;

  constructor(clock) {
    this.#clock = clock;
  }

  /** Opens a request: an id for its frame, and a promise of the reply frame that bears that id. */
  open(deadlineMillis) {
    this.#lastId += 1;
    const id = String(this.#lastId);
    const reply = new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => {
        this.#waiting.delete(id);
        reject(new ImError('TIMEOUT'));
      }, deadlineMillis);
      this.#waiting.set(id, { resolve, reject, timer });
    });
    return { id, reply };
  }

  /** Settles the request that this frame answers; a frame that answers none is ignored. */
  settle(frame) {
    const request = this.#take(frame.id);
    if (request === null) return;
    if (frame.error) {
      const { code, message, retryAfterMillis } = frame.error;
      request.reject(new ImError(code ?? 'INTERNAL', message, number(retryAfterMillis)));
    } else {
      request.resolve(frame);
    }
  }

  /** Fails all of them: the connection is gone, and with it the replies. */
  failAll(error) {
    for (const id of [...this.#waiting.keys()]) this.#take(id).reject(error);
  }

  #take(id) {
    const request = this.#waiting.get(id);
    if (request === undefined) return null;
    this.#waiting.delete(id);
    this.#clock.clearTimeout(request.timer);
    return request;
  }
}
