/** Fails with both values when they differ as JSON. */
export function equal(actual, expected, what = 'value') {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: ${is} (expected: ${should})`);
}

/** Lets everything run that waits for a promise only. */
export async function settled() {
  for (let turns = 0; turns < 50; turns += 1) await null;
}

/** Time that passes when it is told to. */
export class ManualClock {
  #now = 1_000_000;
  #last = 0;
  #timers = new Map();

  now = () => this.#now;

  setTimeout = (task, millis) => {
    this.#last += 1;
    this.#timers.set(this.#last, { task, at: this.#now + millis });
    return this.#last;
  };

  clearTimeout = (timer) => this.#timers.delete(timer);

  async advance(millis) {
    const until = this.#now + millis;
    await settled();
    for (let due = this.#next(until); due !== null; due = this.#next(until)) {
      const { task, at } = this.#timers.get(due);
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, at);
      task();
      await settled();
    }
    this.#now = until;
  }

  #next(until) {
    const due = [...this.#timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
    return due[0]?.[0] ?? null;
  }
}

export class MemoryStorage {
  #items = new Map();

  get length() {
    return this.#items.size;
  }

  key = (index) => [...this.#items.keys()][index];
  getItem = (key) => this.#items.get(key) ?? null;
  setItem = (key, value) => this.#items.set(key, value);
  removeItem = (key) => this.#items.delete(key);
}

/** A gateway in the test's own hands: every socket that the client opens, and every frame that it sends on it. */
export class ScriptedGateway {
  sockets = [];
  #welcome = { user: 'ann', epoch: 'e1', heartbeatMillis: '30000', inboxSeq: '0' };

  get WebSocket() {
    const { sockets } = this;
    return class {
      sent = [];
      closedBy = null;

      constructor(url) {
        this.url = url;
        sockets.push(this);
      }

      send(text) {
        this.sent.push(JSON.parse(text));
      }

      close(code) {
        this.closedBy = code;
      }
    };
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** The frames of one kind that came on the newest socket. */
  received(kind) {
    return this.socket.sent.filter((frame) => kind in frame);
  }

  push(frame) {
    this.socket.onmessage({ data: JSON.stringify(frame) });
  }

  /** Answers the newest request of a kind. */
  answer(kind, reply) {
    this.push({ id: this.received(kind).at(-1).id, ...reply });
  }

  /** Opens the newest socket and welcomes it. */
  async accept(changes = {}) {
    this.#welcome = { ...this.#welcome, ...changes };
    this.socket.onopen();
    this.push({ id: 'auth', welcome: this.#welcome });
    await settled();
  }

  async drop(code = 1006) {
    this.socket.onclose({ code });
    await settled();
  }
}

export function textMessage(seq, changes = {}) {
  return {
    messageId: String(seq),
    conversation: 'd:ann:bob',
    seq: String(seq),
    from: 'bob',
    device: 'b1',
    text: `m${seq}`,
    ...changes,
  };
}
