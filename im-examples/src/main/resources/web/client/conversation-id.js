/** The direct conversation of two users, who may be the same: `d:{a}:{b}` in byte order (ids are ASCII). */
export function directConversation(one, other) {
  return one <= other ? `d:${one}:${other}` : `d:${other}:${one}`;
}

export function groupConversation(group) {
  return `g:${group}`;
}

/** The group's id, or null for a direct conversation. */
export function groupOf(conversation) {
  return conversation.startsWith('g:') ? conversation.slice(2) : null;
}

/** The other user of a direct conversation (oneself when writing to oneself), or null for a group. */
export function peerOf(conversation, user) {
  if (!conversation.startsWith('d:')) return null;
  const [, one, other] = conversation.split(':');
  return one === user ? other : one;
}

/** Whether `id` can be a user, group or device. */
export function isWellFormedId(id) {
  return /^[A-Za-z0-9._@-]{1,64}$/.test(id);
}
