/**
 * Growing delays between attempts: each is drawn between half and all of a bound that doubles from `baseMillis` up to
 * `capMillis`, so that clients that lost their gateway together do not return together.
 */
export class Backoff {
  #attempt = 0;
  #random;
  #baseMillis;
  #capMillis;

  constructor({ random = Math.random, baseMillis = 500, capMillis = 30_000 } = {}) {
    this.#random = random;
    this.#baseMillis = baseMillis;
    this.#capMillis = capMillis;
  }

  /** The delay before the next attempt, in milliseconds. */
  next() {
    const bound = Math.min(this.#capMillis, this.#baseMillis * 2 ** Math.min(this.#attempt, 30));
    this.#attempt += 1;
    return Math.round(bound * (0.5 + this.#random() / 2));
  }

  reset() {
    this.#attempt = 0;
  }
}
