import { Backoff } from './backoff.js';
import { Emitter } from './emitter.js';
import { ImError } from './errors.js';

const MAX_ENTRIES = 100;
const MAX_IN_FLIGHT = 8;
/** How often an `INTERNAL` is tried again before the user is asked; `UNAVAILABLE` is tried for ever. */
const MAX_INTERNAL_ERRORS = 5;
/** Gateways know a `clientMsgId` for 7 days: past this, sending again could store the message twice. */
const REPEATABLE_MILLIS = 6 * 24 * 3600 * 1000;

/**
 * What the user has written and the gateway has not yet confirmed. An entry keeps its `clientMsgId` and its device over
 * every attempt, connection and reload, so that it is stored once. Within a conversation entries go out one after the
 * other, in the order written; one that was definitely refused waits for the user and holds up nothing.
 *
 * States of an entry: `queued`, `sending`, `sent` (confirmed, not yet shown by its place in the conversation), `failed`
 * (with `code`). Events: `change()`, `sent(entry, sent)`.
 */
export class Outbox extends Emitter {
  #device;
  #storage;
  #send;
  #clock;
  #random;
  #backoff;
  #entries;
  #open = false;
  #timer = null;
  #order = 0;

  /** `send(body)` makes one attempt and resolves to the `sent` reply. */
  constructor({ device, storage, send, clock, random = Math.random }) {
    super();
    this.#device = device;
    this.#storage = storage;
    this.#send = send;
    this.#clock = clock;
    this.#random = random;
    this.#backoff = new Backoff({ random });
    this.#entries = storage.load().map((entry) => this.#revive(entry));
  }

  /** The entries in the order written. */
  get entries() {
    return this.#entries;
  }

  /** Takes a message: `content` holds the fields of a `send` but for its place and id. Throws `OUTBOX_FULL`. */
  add(conversation, content) {
    const entry = {
      clientMsgId: this.#newId(),
      device: this.#device,
      conversation,
      content,
      createdAt: this.#clock.now(),
      order: (this.#order += 1),
      attempts: 0,
      state: 'queued',
      code: '',
    };
    if (this.#entries.length >= MAX_ENTRIES || !this.#storage.save(entry)) throw new ImError('OUTBOX_FULL');
    this.#entries.push(entry);
    this.#changed();
    return entry;
  }

  /** Sends a failed entry again. It takes a new id when its old one can no longer stand for it. */
  retry(clientMsgId) {
    const entry = this.#find(clientMsgId);
    if (entry?.state !== 'failed') return;
    if (entry.code === 'ALREADY_EXISTS' || entry.code === 'EXPIRED') {
      this.#storage.delete(clientMsgId);
      Object.assign(entry, { clientMsgId: this.#newId(), createdAt: this.#clock.now() });
    }
    Object.assign(entry, { state: 'queued', code: '', attempts: 0 });
    this.#storage.save(entry);
    this.#changed();
  }

  /** Forgets an entry: the user has given it up, or its message has been seen in the conversation. */
  settle(clientMsgId) {
    if (this.#find(clientMsgId) === undefined) return;
    this.#storage.delete(clientMsgId);
    this.#entries = this.#entries.filter((entry) => entry.clientMsgId !== clientMsgId);
    this.#changed();
  }

  /** There is a connection: what is queued goes out. */
  resume() {
    this.#open = true;
    this.#changed();
  }

  /** There is none: nothing goes out. */
  suspend() {
    this.#open = false;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** A confirmed entry whose place in the conversation will not be told again is done with. */
  settleSent() {
    for (const entry of this.#entries.filter(({ state }) => state === 'sent')) this.settle(entry.clientMsgId);
  }

  #changed() {
    this.emit('change');
    this.#pump();
  }

  #pump() {
    if (!this.#open || this.#timer !== null) return;
    let room = MAX_IN_FLIGHT - this.#entries.filter(({ state }) => state === 'sending').length;
    const taken = new Set();
    for (const entry of this.#entries) {
      if (entry.state === 'failed' || entry.state === 'sent' || taken.has(entry.conversation)) continue;
      taken.add(entry.conversation);
      if (entry.state === 'queued' && room > 0) {
        room -= 1;
        this.#attempt(entry);
      }
    }
  }

  async #attempt(entry) {
    entry.state = 'sending';
    entry.attempts += 1;
    this.#storage.save(entry);
    const { conversation, clientMsgId, content } = entry;
    try {
      const { sent } = await this.#send({ send: { conversation, clientMsgId, ...content } });
      this.#backoff.reset();
      entry.state = 'sent';
      this.#storage.delete(clientMsgId);
      this.emit('sent', entry, sent);
    } catch (error) {
      this.#refused(entry, error);
    }
    this.#changed();
  }

  #refused(entry, error) {
    if (!error.retryable || (error.code === 'INTERNAL' && entry.attempts >= MAX_INTERNAL_ERRORS)) {
      Object.assign(entry, { state: 'failed', code: error.code ?? 'INTERNAL' });
      this.#storage.save(entry);
      return;
    }
    entry.state = 'queued';
    if (!error.disconnected) this.#pause(error.retryAfterMillis || this.#backoff.next());
  }

  /** The bucket that ran empty is the user's, and a gateway that is unavailable is so for all: everything waits. */
  #pause(millis) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#pump();
    }, millis);
  }

  #revive(entry) {
    if (entry.state === 'failed') return entry;
    const expired = entry.attempts > 0 && this.#clock.now() - entry.createdAt > REPEATABLE_MILLIS;
    return { ...entry, state: expired ? 'failed' : 'queued', code: expired ? 'EXPIRED' : '' };
  }

  #find(clientMsgId) {
    return this.#entries.find((entry) => entry.clientMsgId === clientMsgId);
  }

  #newId() {
    const digits = () => Math.floor(this.#random() * 2 ** 32).toString(36);
    return `${this.#clock.now().toString(36)}-${digits()}${digits()}`;
  }
}
