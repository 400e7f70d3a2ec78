import { Backoff } from './backoff.js';
import { Emitter } from './emitter.js';
import { ImError } from './errors.js';
import { Requests } from './requests.js';

const SUBPROTOCOL = 'im.v1.json';
const MAX_FRAME_BYTES = 64 * 1024;
const WELCOME_DEADLINE_MILLIS = 15_000;
const REQUEST_DEADLINE_MILLIS = 15_000;
/** A connection that lives this long shows that the gateway is well: the next loss starts from the shortest delay. */
const STABLE_MILLIS = 5_000;

const CLOSE_NORMAL = 1000;
const CLOSE_UNAUTHENTICATED = 4001;
const CLOSE_REPLACED = 4003;

/**
 * One user's device on the wire: a socket, and after its loss another one. States: `stopped`, `connecting`, `online`,
 * `waiting` (for the next attempt, at `retryAt`), and two that only `start` ends: `kicked` and `unauthenticated`.
 *
 * Events: `state(state)`, `welcome(welcome)`, `push(kind, body, frame)`.
 */
export class Connection extends Emitter {
  #gateways;
  #credentials;
  #WebSocket;
  #clock;
  #backoff;
  #requests;
  #socket = null;
  #state = 'stopped';
  #retryAt = 0;
  #reason = '';
  #timer = null;
  #stableTimer = null;
  #leaveTimer = null;

  constructor({ gateways, credentials, WebSocket, clock, random }) {
    super();
    this.#gateways = gateways;
    this.#credentials = credentials;
    this.#WebSocket = WebSocket;
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
    this.#requests = new Requests(clock);
  }

  get state() {
    return this.#state;
  }

  /** When the next attempt is due, in milliseconds since the epoch; meaningful while `waiting`. */
  get retryAt() {
    return this.#retryAt;
  }

  /** What the gateway said when it kicked this device. */
  get reason() {
    return this.#reason;
  }

  /** Connects, and goes on connecting until `stop`, a kick or a refused token. */
  start() {
    if (this.#socket === null) this.#connect();
  }

  stop() {
    this.#abandon();
    this.#enter('stopped');
  }

  /** Tries again now, if it is only a delay that is waited for. */
  retryNow() {
    if (this.#state === 'waiting') this.#connect();
  }

  /** Gives up a socket that seems dead, without waiting for its close. */
  lose() {
    if (this.#socket === null) return;
    this.#abandon();
    this.#waitForRetry();
  }

  /** Sends one request and resolves to its reply frame. Fails with an `ImError`. */
  request(body, deadlineMillis = REQUEST_DEADLINE_MILLIS) {
    if (this.#state !== 'online') return Promise.reject(new ImError('OFFLINE'));
    const { id, reply } = this.#requests.open(deadlineMillis);
    const frame = JSON.stringify({ id, ...body });
    if (new TextEncoder().encode(frame).length > MAX_FRAME_BYTES) {
      this.#requests.settle({ id, error: { code: 'TOO_LARGE' } });
    } else {
      this.#socket.send(frame);
    }
    return reply;
  }

  /** Sends a frame that wants no answer; offline it is dropped. */
  notify(body) {
    if (this.#state === 'online') this.#socket.send(JSON.stringify(body));
  }

  #connect() {
    this.#clock.clearTimeout(this.#timer);
    const socket = new this.#WebSocket(this.#gateways.current, [SUBPROTOCOL]);
    this.#socket = socket;
    // The token travels in a frame: an address with a token in it ends up in logs.
    socket.onopen = () => socket.send(JSON.stringify({ id: 'auth', auth: this.#credentials() }));
    socket.onmessage = (event) => this.#received(JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(event.code);
    socket.onerror = () => {};
    this.#timer = this.#clock.setTimeout(() => this.lose(), WELCOME_DEADLINE_MILLIS);
    this.#enter('connecting');
  }

  #received(frame) {
    if (frame.welcome) {
      this.#welcomed(frame.welcome);
    } else if (frame.id !== undefined) {
      this.#requests.settle(frame);
    } else if (frame.kicked) {
      this.#reason = frame.kicked.reason ?? '';
    } else if (frame.goAway) {
      this.#leaveLater(Number(frame.goAway.reconnectAfterMillis ?? 0));
    } else {
      const kind = Object.keys(frame).find((key) => key !== 'inboxSeq');
      if (kind !== undefined) this.emit('push', kind, frame[kind], frame);
    }
  }

  #welcomed(welcome) {
    this.#clock.clearTimeout(this.#timer);
    this.#stableTimer = this.#clock.setTimeout(() => this.#backoff.reset(), STABLE_MILLIS);
    this.#reason = '';
    this.#enter('online');
    this.emit('welcome', welcome);
  }

  /** The gateway still serves until the delay is over, and spreads its clients over those delays. */
  #leaveLater(delayMillis) {
    this.#clock.clearTimeout(this.#leaveTimer);
    this.#leaveTimer = this.#clock.setTimeout(() => {
      this.#gateways.failed();
      this.#abandon();
      this.#connect();
    }, delayMillis);
  }

  #closed(code) {
    this.#abandon();
    if (code === CLOSE_UNAUTHENTICATED) this.#enter('unauthenticated');
    else if (code === CLOSE_REPLACED) this.#enter('kicked');
    else this.#waitForRetry();
  }

  #waitForRetry() {
    this.#gateways.failed();
    const delayMillis = this.#backoff.next();
    this.#retryAt = this.#clock.now() + delayMillis;
    this.#timer = this.#clock.setTimeout(() => this.#connect(), delayMillis);
    this.#enter('waiting');
  }

  /** Lets go of the socket and of all that hangs on it. */
  #abandon() {
    for (const timer of [this.#timer, this.#stableTimer, this.#leaveTimer]) this.#clock.clearTimeout(timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(CLOSE_NORMAL);
    }
    this.#requests.failAll(new ImError('CONNECTION_LOST'));
  }

  #enter(state) {
    this.#state = state;
    this.emit('state', state);
  }
}
