import { groupOf } from '../client/conversation-id.js';
import { sameDay } from './time.js';

/** Messages of one sender within this time stand together under one name. */
const TOGETHER_MILLIS = 5 * 60 * 1000;

/**
 * What stands in each row of a message list, as plain values: the messages with what depends on their neighbours, the
 * lines between days, the line above the first unread one, and what waits in the outbox. A row is drawn again when its
 * `version` has changed.
 */
export function rowsOf({ chat, conversation, messages, before, pending, unreadAfter }) {
  const rows = [];
  const group = groupOf(conversation) !== null;
  let last = before;
  let marked = unreadAfter === 0;
  const visible = messages.filter((message) => message.event?.kind !== 'RECALLED');
  const all = [...visible, ...pending.map((entry) => ofEntry(entry, chat.user))];
  all.forEach((message, index) => {
    if (last === null || !sameDay(last.sentAt, message.sentAt)) {
      rows.push({ key: `day:${message.seq || message.clientMsgId}`, kind: 'day', at: message.sentAt, version: '' });
    }
    if (!marked && message.seq > unreadAfter && message.from !== chat.user) {
      marked = true;
      rows.push({ key: 'unread', kind: 'unread', version: '' });
    }
    rows.push(
      message.event ? eventRow(message) : messageRow({ chat, group, message, last, next: all[index + 1] ?? null }),
    );
    last = message;
  });
  return rows;
}

function eventRow(message) {
  return { key: `s:${message.seq}`, kind: 'event', message, version: '' };
}

function messageRow({ chat, group, message, last, next }) {
  const own = message.from === chat.user;
  const first = !together(last, message);
  const final = next === null || !together(message, next);
  const quoted = message.replyTo > 0 ? chat.logs.quoted(message.conversation, message.replyTo) : null;
  const receipt = receiptOf(chat, group, message, own, final);
  const info = receipt === 'group' ? chat.readers.of(message.conversation, message.seq) : null;
  const mine = own && message.device === chat.client.device;
  return {
    key: mine ? `c:${message.clientMsgId}` : `s:${message.seq}`,
    kind: 'message',
    message,
    own,
    group,
    first,
    final,
    quoted,
    receipt,
    info,
    version: JSON.stringify([
      message.seq,
      message.recalled,
      message.state,
      message.code,
      first,
      final,
      quoted?.recalled,
      receipt,
      info,
    ]),
  };
}

/** `pending`, `failed`, `group` (a count is asked for), `read`, `sent`, or '' where nothing is shown. */
function receiptOf(chat, group, message, own, final) {
  if (message.state) return message.state === 'failed' ? 'failed' : 'pending';
  if (!own || message.recalled) return '';
  if (group) return final ? 'group' : 'sent';
  const item = chat.conversations.get(message.conversation);
  if (item?.peer === chat.user) return '';
  return message.seq <= (item?.peerReadSeq ?? 0) ? 'read' : 'sent';
}

function together(one, other) {
  return (
    one !== null &&
    !one.event &&
    !other.event &&
    one.from === other.from &&
    other.sentAt - one.sentAt < TOGETHER_MILLIS &&
    sameDay(one.sentAt, other.sentAt)
  );
}

/** What waits in the outbox looks like the message that it will be. */
function ofEntry(entry, user) {
  const { content } = entry;
  return {
    conversation: entry.conversation,
    seq: 0,
    from: user,
    device: entry.device,
    clientMsgId: entry.clientMsgId,
    sentAt: entry.createdAt,
    text: content.text ?? '',
    data: content.data ?? '',
    contentType: content.contentType ?? '',
    event: null,
    mentions: content.mentions ?? [],
    replyTo: content.replyTo ?? 0,
    recalled: false,
    ext: content.ext ?? {},
    state: entry.state,
    code: entry.code,
  };
}
