import { messageOf } from './message.js';
import { number } from './numbers.js';

/** What a user can ask of a gateway besides sending, each as one request; they fail with an `ImError`. */
export class Verbs {
  #request;
  #notify;

  constructor(request, notify) {
    this.#request = request;
    this.#notify = notify;
  }

  /** `bounds`: `conversation`, `after` or `before` or neither, `limit`. */
  async history(bounds) {
    const { historyPage = {} } = await this.#request({ history: bounds });
    return { messages: (historyPage.messages ?? []).map(messageOf), hasMore: historyPage.hasMore ?? false };
  }

  /** One page of conversations, newest first; `next` is null at the end. */
  async conversations(after, limit) {
    const { conversationList = {} } = await this.#request({ conversations: { after, limit } });
    return { items: (conversationList.items ?? []).map(conversationOf), next: conversationList.next || null };
  }

  async read(conversation, seq) {
    await this.#request({ read: { conversation, seq } });
  }

  async readers(conversation, seq, limit) {
    const { readersInfo } = await this.#request({ readers: { conversation, seq, limit } });
    return { count: readersInfo.count ?? 0, total: readersInfo.total ?? 0, users: readersInfo.users ?? [] };
  }

  async recall(conversation, seq) {
    await this.#request({ recall: { conversation, seq } });
  }

  async remove(conversation, seqs) {
    await this.#request({ remove: { conversation, seqs } });
  }

  typing(conversation) {
    this.#notify({ typing: { conversation } });
  }

  async presence(users) {
    const { presenceInfo } = await this.#request({ presence: { users } });
    return (presenceInfo.items ?? []).map(({ user, online, lastSeen }) => {
      return { user, online: online ?? false, lastSeen: number(lastSeen) };
    });
  }

  /** `settings`: `mute`, `pinned` or both; what is left out stays. */
  async setConversation(conversation, settings) {
    await this.#request({ setConversation: { conversation, ...settings } });
  }

  /** `draft`: `group`, `name`, `members`, `open`. */
  createGroup(draft) {
    return this.#group({ createGroup: draft });
  }

  joinGroup(group) {
    return this.#group({ joinGroup: { group } });
  }

  leaveGroup(group) {
    return this.#group({ leaveGroup: { group } });
  }

  addMembers(group, users) {
    return this.#group({ addMembers: { group, users } });
  }

  removeMembers(group, users) {
    return this.#group({ removeMembers: { group, users } });
  }

  setRole(group, user, role) {
    return this.#group({ setRole: { group, user, role } });
  }

  /** `changes`: `name`, `open` or both. */
  updateGroup(group, changes) {
    return this.#group({ updateGroup: { group, ...changes } });
  }

  disbandGroup(group) {
    return this.#group({ disbandGroup: { group } });
  }

  groupInfo(group) {
    return this.#group({ groupInfo: { group } });
  }

  async members(group, after, limit) {
    const { memberList = {} } = await this.#request({ members: { group, after, limit } });
    const items = (memberList.items ?? []).map(({ user, role, joinedAt }) => {
      return { user, role, joinedAt: number(joinedAt) };
    });
    return { items, next: memberList.next || null };
  }

  async #group(body) {
    const { group } = await this.#request(body);
    return { ...group, size: group.size ?? 0, open: group.open ?? false };
  }
}

function conversationOf(item) {
  return {
    id: item.conversation,
    kind: item.kind,
    name: item.name ?? '',
    last: item.lastMessage ? messageOf(item.lastMessage) : null,
    seq: number(item.seq),
    readSeq: number(item.readSeq),
    peerReadSeq: number(item.peerReadSeq),
    unread: item.unread ?? 0,
    mute: item.mute ?? false,
    pinned: item.pinned ?? false,
  };
}
