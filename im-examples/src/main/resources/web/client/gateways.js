/**
 * The gateways that a client may connect to: the one that it was given first, and the others that this one tells of. Who
 * fails is followed by the next, round and round; whoever serves is stayed with.
 */
export class Gateways {
  #urls;
  #index = 0;

  /** `first` is a WebSocket address. */
  constructor(first) {
    this.#urls = [first];
  }

  /** Where to connect now. */
  get current() {
    return this.#urls[this.#index];
  }

  /** The current one does not serve: the next one may. */
  failed() {
    this.#index = (this.#index + 1) % this.#urls.length;
  }

  /** Learns of others, as WebSocket addresses. The first one and the current one stay, whatever is told. */
  learn(others) {
    const current = this.current;
    this.#urls = [...new Set([this.#urls[0], current, ...others])];
    this.#index = this.#urls.indexOf(current);
  }
}
