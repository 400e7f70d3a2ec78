import { CatchUp, removalOf } from './catch-up.js';
import { systemClock } from './clock.js';
import { Connection } from './connection.js';
import { ConversationStreams } from './conversation-streams.js';
import { Emitter } from './emitter.js';
import { Gateways } from './gateways.js';
import { Heartbeat } from './heartbeat.js';
import { messageOf, messageOfSent } from './message.js';
import { number } from './numbers.js';
import { OrderedStream } from './ordered-stream.js';
import { Outbox } from './outbox.js';
import { OutboxStorage } from './outbox-storage.js';
import { Verbs } from './verbs.js';

const PONG_DEADLINE_MILLIS = 10_000;
const PROBE_DEADLINE_MILLIS = 3_000;
/** Further behind than this, a device starts afresh: pages read on demand are cheaper than replaying everything. */
const CATCH_UP_LIMIT = 2_000;

/**
 * One user's device: every message of every conversation exactly once and in order, whatever happens to connections,
 * pushes and gateways. Knows no DOM; the socket, the storage, the clock and chance are handed in.
 *
 * Events:
 * - `state(state)`: of the connection, see `Connection`.
 * - `message(message)`: a message or an event, in its place.
 * - `removed({conversation, seqs})`: this user has removed these, here or on another device.
 * - `receipt({conversation, user, seq})`, `typing({conversation, user})`: as pushed; these may be lost.
 * - `reset({epochChanged})`: what was remembered of conversations is void, or too old to be brought up to date: load
 *   them again. The first connection starts with one.
 * - `conversationReset(conversation)`: the same for one conversation.
 * - `refresh()`: receipts and settings may have been missed.
 * - `beat()`: once a heartbeat.
 */
export class ImClient extends Emitter {
  #user;
  #device;
  #connection;
  #heartbeat;
  #inbox;
  #gateways;
  #otherGateways;
  #streams;
  #catchUp;
  #epoch = null;
  #heartbeatMillis = 30_000;

  /** The verbs of the protocol that the user calls, each a promise. */
  verbs;
  outbox;

  /**
   * `options`: `url`, `user`, `token`, `device`; `otherGateways`, which resolves to where else one may connect and is asked
   * after each welcome; and, unless the page's own will do, `WebSocket`, `storage`, `clock`, `random`.
   */
  constructor(options) {
    super();
    const { clock = systemClock, random = Math.random, storage = globalThis.localStorage } = options;
    this.#user = options.user;
    this.#device = options.device;
    this.#gateways = new Gateways(options.url);
    this.#otherGateways = options.otherGateways ?? (async () => []);
    this.#connection = new Connection({
      gateways: this.#gateways,
      credentials: () => ({ token: options.token, device: options.device }),
      WebSocket: options.WebSocket ?? globalThis.WebSocket,
      clock,
      random,
    });
    const request = (body, deadlineMillis) => this.#connection.request(body, deadlineMillis);
    this.verbs = new Verbs(request, (body) => this.#connection.notify(body));
    this.outbox = new Outbox({
      device: options.device,
      storage: new OutboxStorage(storage, options.user, options.device),
      send: request,
      clock,
      random,
    });
    this.#inbox = new OrderedStream({
      position: 0,
      clock,
      deliver: (item) => this.#deliver(item),
      onGap: () => this.#catchUp.run(),
    });
    this.#streams = new ConversationStreams({
      clock,
      history: (bounds) => this.verbs.history(bounds),
      deliver: (message) => this.#show(message),
      onTooFar: (conversation) => this.emit('conversationReset', conversation),
      limit: CATCH_UP_LIMIT,
    });
    this.#catchUp = new CatchUp({ request, inbox: this.#inbox, streams: this.#streams, clock, random });
    this.#heartbeat = new Heartbeat(clock, (count) => this.#beat(count));
    this.#listen();
  }

  get user() {
    return this.#user;
  }

  get device() {
    return this.#device;
  }

  get state() {
    return this.#connection.state;
  }

  get retryAt() {
    return this.#connection.retryAt;
  }

  get kickReason() {
    return this.#connection.reason;
  }

  start() {
    this.#connection.start();
  }

  stop() {
    this.#connection.stop();
  }

  retryNow() {
    this.#connection.retryNow();
  }

  /** The network has changed or the machine has woken: finds out soon whether the connection still lives. */
  probe() {
    if (this.state === 'online') this.#ping(PROBE_DEADLINE_MILLIS);
    else this.retryNow();
  }

  /** Tells that a page of history has shown this conversation up to `seq`. */
  follow(conversation, seq) {
    this.#streams.begin(conversation, seq);
  }

  #listen() {
    this.#connection.on('state', (state) => {
      if (state !== 'online') {
        this.#heartbeat.stop();
        this.outbox.suspend();
      }
      this.emit('state', state);
    });
    this.#connection.on('welcome', (welcome) => this.#welcomed(welcome));
    this.#connection.on('push', (kind, body, frame) => this.#pushed(kind, body, frame));
    this.outbox.on('sent', (entry, sent) => this.#confirmed(entry, sent));
  }

  #welcomed(welcome) {
    this.#heartbeatMillis = number(welcome.heartbeatMillis) || this.#heartbeatMillis;
    this.#heartbeat.start(this.#heartbeatMillis);
    const head = number(welcome.inboxSeq);
    const known = this.#epoch === welcome.epoch;
    const missed = head - this.#inbox.position;
    if (!known || missed < 0 || missed > CATCH_UP_LIMIT) {
      const epochChanged = !known && this.#epoch !== null;
      this.#epoch = welcome.epoch;
      this.#inbox.reset(head);
      this.#streams.forgetAll();
      this.outbox.settleSent();
      this.emit('reset', { epochChanged });
      this.#catchUp.run();
    } else {
      this.#catchUp.run().then(() => this.emit('refresh'));
    }
    this.outbox.resume();
    this.#otherGateways().then((urls) => this.#gateways.learn(urls));
  }

  #pushed(kind, body, frame) {
    if (kind === 'message') {
      const message = messageOf(body);
      if (frame.inboxSeq === undefined) this.#streams.offer(message);
      else this.#inbox.offer(number(frame.inboxSeq), { message });
    } else if (kind === 'removed') {
      this.#removed(removalOf(body), frame.inboxSeq);
    } else if (kind === 'receipt') {
      this.emit('receipt', { conversation: body.conversation, user: body.user, seq: number(body.seq) });
    } else if (kind === 'typing') {
      this.emit('typing', body);
    } else if (kind === 'behind') {
      this.#catchUp.run().then(() => this.emit('refresh'));
    }
  }

  #removed(removed, inboxSeq) {
    if (inboxSeq === undefined) this.emit('removed', removed);
    else this.#inbox.offer(number(inboxSeq), { removed });
  }

  /** `sent` takes the place of the push; under read diffusion it bears no inbox position. */
  #confirmed(entry, sent) {
    const message = messageOfSent(sent, entry, this.#user);
    const isNew =
      sent.inboxSeq === undefined
        ? this.#streams.offer(message)
        : this.#inbox.offer(number(sent.inboxSeq), { message });
    if (!isNew) this.outbox.settle(entry.clientMsgId);
  }

  #deliver({ message, removed }) {
    if (removed) this.emit('removed', removed);
    if (!message) return;
    this.#streams.follow(message.conversation, message.seq);
    this.#show(message);
  }

  #show(message) {
    this.emit('message', message);
    if (message.from === this.#user && message.device === this.#device) this.outbox.settle(message.clientMsgId);
  }

  #beat(count) {
    if (count % 2 === 1) this.#ping(PONG_DEADLINE_MILLIS);
    else this.#catchUp.run();
    this.emit('beat');
  }

  async #ping(deadlineMillis) {
    try {
      const pong = await this.#connection.request({ ping: {} }, deadlineMillis);
      this.#inbox.expect(number(pong.inboxSeq));
    } catch (error) {
      if (error.code === 'TIMEOUT') this.#connection.lose();
    }
  }
}
