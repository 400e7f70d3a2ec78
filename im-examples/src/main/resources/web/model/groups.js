import { Emitter } from '../client/emitter.js';
import { groupOf } from '../client/conversation-id.js';

const PAGE = 200;
/** Larger groups show their first members only. */
const MAX_PAGES = 5;
const MEMBERSHIP_EVENTS = new Set([
  'MEMBERS_ADDED',
  'MEMBERS_REMOVED',
  'MEMBER_JOINED',
  'MEMBER_LEFT',
  'ROLE_CHANGED',
  'GROUP_UPDATED',
]);

/** The groups that were looked into: their settings and members. Event: `change(group)`. */
export class Groups extends Emitter {
  #user;
  #verbs;
  #known = new Map();
  #loading = new Map();

  constructor({ user, verbs }) {
    super();
    this.#user = user;
    this.#verbs = verbs;
  }

  /** `{info, members, complete}`, or null when not loaded. */
  of(group) {
    return this.#known.get(group) ?? null;
  }

  /** The user's own role, or null when it is not known. */
  myRole(group) {
    const known = this.of(group);
    if (known === null) return null;
    if (known.info.owner === this.#user) return 'OWNER';
    return known.members.find(({ user }) => user === this.#user)?.role ?? null;
  }

  /** Loads a group unless it is there; `again` loads it in any case. Failure leaves it unknown. */
  load(group, again = false) {
    if (this.#loading.has(group)) return this.#loading.get(group);
    if (this.#known.has(group) && !again) return Promise.resolve();
    const loading = this.#pull(group)
      .catch(() => {})
      .finally(() => this.#loading.delete(group));
    this.#loading.set(group, loading);
    return loading;
  }

  /** An event of a group that was looked into: what it tells is loaded anew. */
  apply(message) {
    const group = groupOf(message.conversation);
    if (group === null || !this.#known.has(group) || !MEMBERSHIP_EVENTS.has(message.event?.kind)) return;
    this.load(group, true);
  }

  forgetAll() {
    this.#known.clear();
  }

  async #pull(group) {
    const info = await this.#verbs.groupInfo(group);
    const members = [];
    let next;
    for (let pages = 0; next !== null && pages < MAX_PAGES; pages += 1) {
      const page = await this.#verbs.members(group, next, PAGE);
      members.push(...page.items);
      next = page.next;
    }
    this.#known.set(group, { info, members, complete: next === null });
    this.emit('change', group);
  }
}
