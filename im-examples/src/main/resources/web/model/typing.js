import { Emitter } from '../client/emitter.js';

const SEND_EVERY_MILLIS = 3_000;
const SHOW_FOR_MILLIS = 5_000;

/** Who is writing where: told to others at most every 3 s, believed of others for 5 s. Event: `change(conversation)`. */
export class Typing extends Emitter {
  #verbs;
  #clock;
  #lastSent = new Map();
  #writers = new Map();

  constructor({ verbs, clock }) {
    super();
    this.#verbs = verbs;
    this.#clock = clock;
  }

  /** The users that write in a conversation now. */
  in(conversation) {
    return [...(this.#writers.get(conversation)?.keys() ?? [])];
  }

  /** The user of this page has changed the text. */
  wrote(conversation) {
    const now = this.#clock.now();
    if (now - (this.#lastSent.get(conversation) ?? 0) < SEND_EVERY_MILLIS) return;
    this.#lastSent.set(conversation, now);
    this.#verbs.typing(conversation);
  }

  /** What was written has been sent: the next letter is told at once. */
  sent(conversation) {
    this.#lastSent.delete(conversation);
  }

  apply({ conversation, user }) {
    if (!this.#writers.has(conversation)) this.#writers.set(conversation, new Map());
    const writers = this.#writers.get(conversation);
    this.#clock.clearTimeout(writers.get(user));
    writers.set(
      user,
      this.#clock.setTimeout(() => this.stopped(conversation, user), SHOW_FOR_MILLIS),
    );
    this.emit('change', conversation);
  }

  stopped(conversation, user) {
    const writers = this.#writers.get(conversation);
    if (!writers?.has(user)) return;
    this.#clock.clearTimeout(writers.get(user));
    writers.delete(user);
    if (writers.size === 0) this.#writers.delete(conversation);
    this.emit('change', conversation);
  }
}
