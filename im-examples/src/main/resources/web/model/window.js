/**
 * Which run of a log's messages is in the document: `[start, end)` of their indexes, never more than `capacity`, so that
 * a conversation of any length costs the same to show.
 */
export class Window {
  #capacity;
  #step;

  start = 0;
  end = 0;

  constructor({ capacity = 160, step = 50 } = {}) {
    this.#capacity = capacity;
    this.#step = step;
  }

  /** Shows the newest of `count` messages. */
  toEnd(count) {
    this.end = count;
    this.start = Math.max(0, count - this.#step);
  }

  /** Shows more before the start and, past the capacity, less at the end. Returns whether that changed anything. */
  extendUp() {
    const before = this.start;
    this.start = Math.max(0, this.start - this.#step);
    this.end = Math.min(this.end, this.start + this.#capacity);
    return this.start !== before;
  }

  extendDown(count) {
    const before = this.end;
    this.end = Math.min(count, this.end + this.#step);
    this.start = Math.max(this.start, this.end - this.#capacity);
    return this.end !== before;
  }

  /** Shows the surroundings of one message. */
  around(index, count) {
    this.start = Math.max(0, index - this.#step / 2);
    this.end = Math.min(count, this.start + this.#step);
  }

  /** `added` messages came before the first: the same ones stay in sight. */
  shift(added) {
    this.start = Math.max(0, this.start + added);
    this.end = Math.max(0, this.end + added);
  }

  /** New messages came at the end and are shown. */
  growTo(count) {
    this.end = count;
    this.start = Math.min(Math.max(this.start, count - this.#capacity), count);
  }
}
