import { systemClock } from '../client/clock.js';
import { directConversation, groupConversation } from '../client/conversation-id.js';
import { Emitter } from '../client/emitter.js';
import { ImError } from '../client/errors.js';
import { Conversations } from './conversations.js';
import { Drafts } from './drafts.js';
import { Groups } from './groups.js';
import { Logs } from './logs.js';
import { Presence } from './presence.js';
import { Readers } from './readers.js';
import { Typing } from './typing.js';

/**
 * One signed-in user's chats: what the client tells, kept in the stores that the views show, and what the user does,
 * passed to the client. Event: `restarted()`, when the server has begun a new life and its conversations are gone.
 */
export class Chat extends Emitter {
  client;
  conversations;
  logs;
  presence;
  typing;
  readers;
  groups;
  drafts;

  /** `draftStorage` is the tab's own. */
  constructor({ client, draftStorage, clock = systemClock }) {
    super();
    const { user, verbs } = client;
    this.client = client;
    this.conversations = new Conversations({ user, verbs, clock });
    this.logs = new Logs({ verbs, follow: (conversation, seq) => client.follow(conversation, seq) });
    this.presence = new Presence(verbs);
    this.typing = new Typing({ verbs, clock });
    this.readers = new Readers({ verbs, clock });
    this.groups = new Groups({ user, verbs });
    this.drafts = new Drafts(draftStorage, user);
    this.#listen();
  }

  get user() {
    return this.client.user;
  }

  /** Opens the direct conversation with a user and returns its id. */
  startDirect(other) {
    return this.conversations.ensure(directConversation(this.user, other)).id;
  }

  /** Makes a group and returns its conversation. A lost answer is no harm: the group's id is the client's choice. */
  async createGroup({ group, name, members, open }) {
    try {
      await this.client.verbs.createGroup({ group, name, members, open });
    } catch (error) {
      if (error.code !== 'ALREADY_EXISTS') throw error;
      await this.client.verbs.groupInfo(group);
    }
    return this.conversations.ensure(groupConversation(group), name).id;
  }

  async joinGroup(group) {
    const { conversation, name } = await this.client.verbs.joinGroup(group);
    this.conversations.loadSoon();
    return this.conversations.ensure(conversation, name).id;
  }

  /** Hands a message to the outbox. Throws `OUTBOX_FULL`. */
  send(conversation, content) {
    this.typing.sent(conversation);
    return this.client.outbox.add(conversation, content);
  }

  /** What was written in a conversation and is not in its log yet. */
  pending(conversation) {
    return this.client.outbox.entries.filter((entry) => entry.conversation === conversation);
  }

  /** The user has seen a conversation up to `seq`. */
  async read(conversation, seq) {
    const item = this.conversations.get(conversation);
    if (item === null || item.gone || seq <= item.readSeq || this.client.state !== 'online') return;
    try {
      await this.client.verbs.read(conversation, seq);
      this.conversations.markRead(conversation, seq);
    } catch (error) {
      if (!(error instanceof ImError)) throw error; // A lost read position is moved again by the next message seen.
    }
  }

  #listen() {
    const { client, conversations, logs } = this;
    client.on('state', (state) => {
      // Nothing is known of others by one who is offline.
      if (state === 'waiting') this.presence.forgetAll();
    });
    client.on('message', (message) => this.#applyMessage(message));
    client.on('removed', (removed) => {
      logs.applyRemoved(removed);
      conversations.applyRemoved(removed);
    });
    client.on('receipt', (receipt) => {
      conversations.applyReceipt(receipt);
      this.readers.stale(receipt.conversation);
    });
    client.on('typing', (notice) => {
      this.typing.apply(notice);
      this.presence.seen(notice.user);
    });
    client.on('reset', ({ epochChanged }) => this.#reset(epochChanged));
    client.on('conversationReset', (conversation) => logs.forget(conversation));
    client.on('refresh', () => this.#refresh());
    client.on('beat', () => this.#askPresence());
  }

  #applyMessage(message) {
    this.logs.apply(message);
    this.conversations.apply(message);
    this.groups.apply(message);
    if (message.from !== this.user) this.readers.stale(message.conversation);
    this.typing.stopped(message.conversation, message.from);
  }

  #reset(epochChanged) {
    if (epochChanged) {
      this.conversations.forgetAll();
      this.presence.forgetAll();
      this.emit('restarted');
    }
    this.groups.forgetAll();
    this.readers.forgetAll();
    this.logs.forgetAll();
    this.#refresh();
  }

  async #refresh() {
    try {
      await this.conversations.load();
      this.#askPresence();
    } catch {
      this.conversations.loadSoon();
    }
  }

  #askPresence() {
    const peers = this.conversations.sorted().map(({ peer }) => peer);
    this.presence.ask(peers.filter((peer) => peer !== null && peer !== this.user));
  }
}
