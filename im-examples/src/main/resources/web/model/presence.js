import { Emitter } from '../client/emitter.js';

const MAX_USERS = 200;

/** Who is online, as last asked: the gateway pushes no presence. Event: `change()`. */
export class Presence extends Emitter {
  #verbs;
  #known = new Map();

  constructor(verbs) {
    super();
    this.#verbs = verbs;
  }

  /** `{online, lastSeen}` of a user; one never asked for is offline and was never seen. */
  of(user) {
    return this.#known.get(user) ?? { online: false, lastSeen: 0 };
  }

  async ask(users) {
    const asked = [...new Set(users)].slice(0, MAX_USERS);
    if (asked.length === 0) return;
    try {
      for (const item of await this.#verbs.presence(asked)) this.#known.set(item.user, item);
      this.emit('change');
    } catch {
      // Presence is a courtesy: the next beat asks again.
    }
  }

  /** A message or a typing notice from a user shows that it is online. */
  seen(user) {
    if (this.of(user).online) return;
    this.#known.set(user, { online: true, lastSeen: 0 });
    this.emit('change');
  }

  forgetAll() {
    this.#known.clear();
    this.emit('change');
  }
}
