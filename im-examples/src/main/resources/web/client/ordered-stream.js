/**
 * Numbered items in order, each once. A push may be lost, doubled or late: the number after the last is delivered at
 * once, one already passed is dropped, one further ahead is held until the numbers before it have come. A gap that lasts
 * longer than `patienceMillis` is reported by `onGap`, whose answer is to fetch what is missing and to `offer` it, then
 * to `skipTo` the end of what was fetched. At most `capacity` items are held; those beyond are left to the fetch.
 */
export class OrderedStream {
  #position;
  #expected;
  #held = new Map();
  #timer = null;
  #clock;
  #deliver;
  #onGap;
  #patienceMillis;
  #capacity;

  constructor({ position, clock, deliver, onGap, patienceMillis = 500, capacity = 1000 }) {
    this.#position = position;
    this.#expected = position;
    this.#clock = clock;
    this.#deliver = deliver;
    this.#onGap = onGap;
    this.#patienceMillis = patienceMillis;
    this.#capacity = capacity;
  }

  /** The last number that was delivered or skipped. */
  get position() {
    return this.#position;
  }

  /** The highest number that is known to exist. */
  get expected() {
    return this.#expected;
  }

  /** Takes one item. Returns false when its number has been passed, so that this item is dropped. */
  offer(number, item) {
    if (number <= this.#position) return false;
    this.#expected = Math.max(this.#expected, number);
    if (number === this.#position + 1) {
      this.#step(number, item);
      this.#drain();
    } else if (this.#held.has(number) || this.#held.size < this.#capacity) {
      this.#held.set(number, item);
    }
    this.#watch();
    return true;
  }

  /** Tells that numbers up to this one exist: when the stream does not get there by itself, that is a gap. */
  expect(number) {
    this.#expected = Math.max(this.#expected, number);
    this.#watch();
  }

  /** Tells that nothing more is to come up to this number: what is held up to it is delivered, the rest is passed. */
  skipTo(number) {
    const due = [...this.#held.keys()].filter((held) => held <= number).sort((a, b) => a - b);
    for (const held of due) this.#step(held, this.#held.get(held));
    this.#position = Math.max(this.#position, number);
    this.#expected = Math.max(this.#expected, this.#position);
    this.#drain();
    this.#watch();
  }

  /** Forgets everything and goes on after `position`. */
  reset(position) {
    this.#held.clear();
    this.#position = position;
    this.#expected = position;
    this.#watch();
  }

  #step(number, item) {
    this.#held.delete(number);
    this.#position = Math.max(this.#position, number);
    this.#deliver(item);
  }

  #drain() {
    for (let next = this.#position + 1; this.#held.has(next); next = this.#position + 1) {
      this.#step(next, this.#held.get(next));
    }
  }

  #watch() {
    if (this.#expected <= this.#position) {
      this.#clock.clearTimeout(this.#timer);
      this.#timer = null;
    } else if (this.#timer === null) {
      this.#timer = this.#clock.setTimeout(() => {
        this.#timer = null;
        this.#onGap();
      }, this.#patienceMillis);
    }
  }
}
