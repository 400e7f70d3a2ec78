import { peerOf } from '../client/conversation-id.js';
import { Emitter } from '../client/emitter.js';

const PAGE = 100;
const MAX_PAGES = 20;
const RELOAD_DELAY_MILLIS = 300;
const RETRY_DELAY_MILLIS = 3_000;

/**
 * The user's conversations with what a list shows of each. Loaded from the gateway, kept up to date by messages and
 * receipts, and loaded again where only the gateway knows. Event: `change()`.
 */
export class Conversations extends Emitter {
  #user;
  #verbs;
  #clock;
  #items = new Map();
  #touched = new Set();
  #loading = null;
  #reloadTimer = null;
  #loaded = false;

  constructor({ user, verbs, clock }) {
    super();
    this.#user = user;
    this.#verbs = verbs;
    this.#clock = clock;
  }

  /** Whether the list has ever been loaded: before that, an empty one means nothing. */
  get loaded() {
    return this.#loaded;
  }

  get(id) {
    return this.#items.get(id) ?? null;
  }

  /** Pinned ones first, then the newest. */
  sorted() {
    return [...this.#items.values()].sort((a, b) => b.pinned - a.pinned || activeAt(b) - activeAt(a));
  }

  /** How many unread messages the conversations hold that are not muted. */
  totalUnread() {
    return [...this.#items.values()].reduce((sum, item) => sum + (item.mute ? 0 : item.unread), 0);
  }

  /** Loads the list; a second call during the first shares its outcome. Fails with an `ImError`. */
  load() {
    this.#loading ??= this.#pull().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  loadSoon(delayMillis = RELOAD_DELAY_MILLIS) {
    this.#reloadTimer ??= this.#clock.setTimeout(() => {
      this.#reloadTimer = null;
      this.load().catch((error) => {
        // Without a connection it is the next welcome that loads.
        if (error.retryable && !error.disconnected) this.loadSoon(RETRY_DELAY_MILLIS);
      });
    }, delayMillis);
  }

  /** Makes sure that a conversation is listed, though nothing was said in it yet. */
  ensure(id, name = '') {
    if (!this.#items.has(id)) this.#put({ ...blank(id, this.#user), name, openedAt: this.#clock.now() });
    return this.get(id);
  }

  forgetAll() {
    this.#items.clear();
    this.#loaded = false;
    this.emit('change');
  }

  apply(message) {
    const known = this.get(message.conversation);
    const item = known ?? blank(message.conversation, this.#user);
    if (known === null && item.kind === 'GROUP' && !message.event?.name) this.loadSoon();
    if (message.seq <= item.seq) return;
    this.#put({ ...item, ...this.#afterMessage(item, message), last: message, seq: message.seq });
  }

  applyReceipt({ conversation, user, seq }) {
    const item = this.get(conversation);
    if (item === null) return;
    if (user === this.#user) this.markRead(conversation, seq);
    else if (item.kind === 'DIRECT') this.#put({ ...item, peerReadSeq: Math.max(item.peerReadSeq, seq) });
  }

  applyRemoved({ conversation, seqs }) {
    const last = this.get(conversation)?.last;
    if (last && seqs.includes(last.seq)) this.loadSoon();
  }

  /** Moves the user's read position forward. */
  markRead(id, seq) {
    const item = this.get(id);
    if (item === null || seq <= item.readSeq) return;
    if (seq >= item.seq) this.#put({ ...item, readSeq: seq, unread: 0, mentioned: false });
    else this.loadSoon();
  }

  async configure(id, settings) {
    await this.#verbs.setConversation(id, settings);
    const item = this.get(id);
    if (item !== null) this.#put({ ...item, ...settings });
  }

  async #pull() {
    this.#touched.clear();
    const fetched = [];
    let next;
    for (let pages = 0; next !== null && pages < MAX_PAGES; pages += 1) {
      const page = await this.#verbs.conversations(next, PAGE);
      fetched.push(...page.items);
      next = page.next;
    }
    const before = this.#items;
    this.#items = new Map();
    for (const item of fetched) this.#items.set(item.id, this.#merge(before.get(item.id), item));
    for (const [id, item] of before) {
      const keep = item.openedAt > 0 || item.gone || this.#touched.has(id);
      if (keep && !this.#items.has(id)) this.#items.set(id, item);
    }
    this.#loaded = true;
    this.emit('change');
  }

  /** What came while the list was on its way is newer than the list. */
  #merge(local, fetched) {
    const item = { ...blank(fetched.id, this.#user), ...fetched };
    if (local === undefined) return item;
    item.peerReadSeq = Math.max(item.peerReadSeq, local.peerReadSeq);
    item.mentioned = local.mentioned && item.unread > 0;
    item.openedAt = local.openedAt;
    if (local.seq > item.seq) Object.assign(item, { last: local.last, seq: local.seq, unread: local.unread });
    if (local.readSeq > item.readSeq) {
      item.readSeq = local.readSeq;
      if (item.readSeq >= item.seq) item.unread = 0;
    }
    return item;
  }

  #afterMessage(item, message) {
    if (message.event) return this.#afterEvent(item, message);
    if (message.from === this.#user) return { readSeq: message.seq, unread: 0, mentioned: false };
    // A send moves its sender's read position, and no receipt tells of that.
    const peerReadSeq = item.kind === 'DIRECT' ? Math.max(item.peerReadSeq, message.seq) : 0;
    if (message.seq <= item.readSeq) return { peerReadSeq };
    const mentioned = item.mentioned || message.mentions.includes(this.#user);
    return { peerReadSeq, unread: item.unread + 1, mentioned };
  }

  #afterEvent(item, { from, event }) {
    const changes = event.name && event.kind !== 'RECALLED' ? { name: event.name } : {};
    const me = this.#user;
    const left = event.kind === 'MEMBER_LEFT' && (from === me || event.users.includes(me));
    const out = left || (event.kind === 'MEMBERS_REMOVED' && event.users.includes(me));
    if (out || event.kind === 'GROUP_DISBANDED') changes.gone = true;
    if (event.kind === 'MEMBERS_ADDED' && event.users.includes(me)) changes.gone = false;
    if (event.kind === 'MEMBER_JOINED' && from === me) changes.gone = false;
    return changes;
  }

  #put(item) {
    this.#touched.add(item.id);
    this.#items.set(item.id, item);
    this.emit('change');
  }
}

/** `gone`: the user is no longer a member. `openedAt`: when the user opened it here, 0 when it came from the gateway. */
function blank(id, user) {
  const peer = peerOf(id, user);
  return {
    id,
    kind: peer === null ? 'GROUP' : 'DIRECT',
    peer,
    name: '',
    last: null,
    seq: 0,
    readSeq: 0,
    peerReadSeq: 0,
    unread: 0,
    mute: false,
    pinned: false,
    mentioned: false,
    gone: false,
    openedAt: 0,
  };
}

function activeAt(item) {
  return Math.max(item.last?.sentAt ?? 0, item.openedAt);
}
