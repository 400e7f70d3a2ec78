import { Emitter } from '../client/emitter.js';

const ASK_DELAY_MILLIS = 250;
/** In a busy group counts change with every message; they are asked for no more often than this. */
const ASK_EVERY_MILLIS = 1_500;
const MAX_KNOWN = 500;
const MAX_ASKED_AT_ONCE = 20;

/** How many have read the user's own messages in groups, asked for those in sight. Event: `change(conversation)`. */
export class Readers extends Emitter {
  #verbs;
  #clock;
  #known = new Map();
  #wanted = new Map();
  #timer = null;
  #askedAt = 0;

  constructor({ verbs, clock }) {
    super();
    this.#verbs = verbs;
    this.#clock = clock;
  }

  /** `{count, total}`, or null when not known yet. */
  of(conversation, seq) {
    return this.#known.get(`${conversation}#${seq}`)?.info ?? null;
  }

  /** These messages are in sight: what is not known of them, or may have changed, is asked soon. */
  want(conversation, seqs) {
    for (const seq of seqs) {
      const key = `${conversation}#${seq}`;
      const known = this.#known.get(key);
      if (!known || known.stale) this.#wanted.set(key, { conversation, seq });
    }
    if (this.#wanted.size === 0) return;
    const delayMillis = Math.max(ASK_DELAY_MILLIS, this.#askedAt + ASK_EVERY_MILLIS - this.#clock.now());
    this.#timer ??= this.#clock.setTimeout(() => this.#ask(), delayMillis);
  }

  /** Someone has read on in a conversation, as a receipt tells or as a message of theirs shows. */
  stale(conversation) {
    for (const known of this.#known.values()) {
      if (known.conversation === conversation && !everyone(known.info)) known.stale = true;
    }
    this.emit('change', conversation);
  }

  forgetAll() {
    this.#known.clear();
    this.#wanted.clear();
  }

  async #ask() {
    this.#timer = null;
    this.#askedAt = this.#clock.now();
    const asked = [...this.#wanted.values()].slice(-MAX_ASKED_AT_ONCE);
    this.#wanted.clear();
    const changed = new Set();
    for (const { conversation, seq } of asked) {
      try {
        const { count, total } = await this.#verbs.readers(conversation, seq, 1);
        this.#remember({ conversation, seq, info: { count, total }, stale: false });
        changed.add(conversation);
      } catch (error) {
        if (error.retryable) break; // What is still in sight is wanted again at the next change.
      }
    }
    for (const conversation of changed) this.emit('change', conversation);
  }

  #remember(known) {
    if (this.#known.size >= MAX_KNOWN) this.#known.delete(this.#known.keys().next().value);
    this.#known.set(`${known.conversation}#${known.seq}`, known);
  }
}

function everyone({ count, total }) {
  return count >= total;
}
