import { Emitter } from '../client/emitter.js';
import { Log } from './log.js';

const PAGE = 50;
/** Conversations whose messages are kept; the one not opened for longest goes first. */
const MAX_LOGS = 20;
const MAX_QUOTES = 500;
/** Past the first, a log is cut back to the second: a page that stays open for weeks does not grow. */
const MAX_MESSAGES = 5_000;
const KEPT_MESSAGES = 4_000;

/** The messages of the conversations that were opened. Event: `change(conversation)`. */
export class Logs extends Emitter {
  #verbs;
  #follow;
  #logs = new Map();
  #loading = new Map();
  #quotes = new Map();

  /** `follow(conversation, seq)` is told how far a page of history has shown a conversation. */
  constructor({ verbs, follow }) {
    super();
    this.#verbs = verbs;
    this.#follow = follow;
  }

  /** The log of a conversation, made and loaded when there is none yet. */
  open(conversation) {
    let log = this.#logs.get(conversation);
    this.#logs.delete(conversation);
    log ??= new Log();
    this.#logs.set(conversation, log);
    for (const key of this.#logs.keys()) {
      if (this.#logs.size <= MAX_LOGS) break;
      this.#logs.delete(key);
    }
    if (!log.loaded) this.#once(conversation, () => this.#loadNewest(conversation, log));
    return log;
  }

  /** Loads the page before the oldest message. Fails with an `ImError`. */
  loadOlder(conversation) {
    const log = this.#logs.get(conversation);
    if (!log?.loaded || !log.hasOlder) return Promise.resolve();
    return this.#once(conversation, async () => {
      const page = await this.#verbs.history({ conversation, before: log.oldest, limit: PAGE });
      log.prepend(page.messages);
      log.hasOlder = page.hasMore;
      this.emit('change', conversation);
    });
  }

  apply(message) {
    const log = this.#logs.get(message.conversation);
    if (message.event?.kind === 'RECALLED') this.#quotes.delete(keyOf(message.conversation, message.event.seq));
    if (!log?.insert(message)) return;
    if (log.messages.length > MAX_MESSAGES) log.trim(KEPT_MESSAGES);
    this.emit('change', message.conversation);
  }

  applyRemoved({ conversation, seqs }) {
    this.#logs.get(conversation)?.remove(seqs);
    this.emit('change', conversation);
  }

  forget(conversation) {
    this.#logs.delete(conversation);
    this.emit('change', conversation);
  }

  forgetAll() {
    const conversations = [...this.#logs.keys()];
    this.#logs.clear();
    this.#quotes.clear();
    for (const conversation of conversations) this.emit('change', conversation);
  }

  /** A message that another one replies to: from the log, or asked for and told by `change`; null until it is there. */
  quoted(conversation, seq) {
    const loaded = this.#logs.get(conversation)?.at(seq);
    if (loaded) return loaded;
    const key = keyOf(conversation, seq);
    if (!this.#quotes.has(key)) {
      if (this.#quotes.size >= MAX_QUOTES) this.#quotes.clear();
      this.#quotes.set(key, null);
      this.#fetchQuote(conversation, seq, key);
    }
    return this.#quotes.get(key);
  }

  async #fetchQuote(conversation, seq, key) {
    try {
      const { messages } = await this.#verbs.history({ conversation, after: seq - 1, limit: 1 });
      if (messages[0]?.seq !== seq) return;
      this.#quotes.set(key, messages[0]);
      this.emit('change', conversation);
    } catch (error) {
      if (error.retryable) this.#quotes.delete(key);
    }
  }

  async #loadNewest(conversation, log) {
    const page = await this.#verbs.history({ conversation, limit: PAGE });
    for (const message of page.messages) log.insert(message);
    log.hasOlder = page.hasMore;
    log.loaded = true;
    this.#follow(conversation, log.newest);
    this.emit('change', conversation);
  }

  /** One load of a conversation at a time; a failed one is told by `change`, and the next `open` tries again. */
  #once(conversation, load) {
    if (!this.#loading.has(conversation)) {
      const done = () => this.#loading.delete(conversation);
      const loading = load().finally(done);
      loading.catch(() => {});
      this.#loading.set(conversation, loading);
    }
    return this.#loading.get(conversation);
  }
}

function keyOf(conversation, seq) {
  return `${conversation}#${seq}`;
}
