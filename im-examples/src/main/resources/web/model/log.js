import { recalled } from '../client/message.js';

/** The loaded part of one conversation: a run of messages without holes, up to the newest, ascending by seq. */
export class Log {
  #messages = [];
  #bySeq = new Map();

  /** Whether the newest page has come; before that the log is not to be shown as empty. */
  loaded = false;
  /** Whether older messages exist that are not loaded. */
  hasOlder = false;

  get messages() {
    return this.#messages;
  }

  get oldest() {
    return this.#messages[0]?.seq ?? 0;
  }

  get newest() {
    return this.#messages[this.#messages.length - 1]?.seq ?? 0;
  }

  /** The message at a seq, or null. */
  at(seq) {
    return this.#bySeq.get(seq) ?? null;
  }

  indexOf(seq) {
    const index = this.indexFrom(seq);
    return this.#messages[index]?.seq === seq ? index : -1;
  }

  /** The index of the first message at `seq` or later; the count when there is none. */
  indexFrom(seq) {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#messages[middle].seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Puts a message in its place; one that is there already is left as it is. Returns whether it was new. */
  insert(message) {
    if (this.#bySeq.has(message.seq)) return false;
    this.#bySeq.set(message.seq, message);
    this.#messages.splice(this.indexFrom(message.seq), 0, message);
    if (message.event?.kind === 'RECALLED') this.recall(message.event.seq);
    return true;
  }

  /** Puts an older page before the rest. */
  prepend(page) {
    const fresh = page.filter((message) => !this.#bySeq.has(message.seq));
    for (const message of fresh) this.#bySeq.set(message.seq, message);
    this.#messages = [...fresh, ...this.#messages].sort((a, b) => a.seq - b.seq);
  }

  recall(seq) {
    const index = this.indexOf(seq);
    if (index < 0) return;
    this.#messages[index] = recalled(this.#messages[index]);
    this.#bySeq.set(seq, this.#messages[index]);
  }

  remove(seqs) {
    for (const seq of seqs) this.#bySeq.delete(seq);
    this.#messages = this.#messages.filter((message) => this.#bySeq.has(message.seq));
  }

  /** Lets go of the oldest messages beyond `count`; they can be loaded again. */
  trim(count) {
    const excess = this.#messages.length - count;
    if (excess <= 0) return;
    for (const message of this.#messages.splice(0, excess)) this.#bySeq.delete(message.seq);
    this.hasOlder = true;
  }
}
