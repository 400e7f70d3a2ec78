import { number } from './numbers.js';

/** A message as the rest of the program knows it: every field present, positions and times as numbers. */
export function messageOf(json) {
  return {
    messageId: json.messageId ?? '0',
    conversation: json.conversation ?? '',
    seq: number(json.seq),
    from: json.from ?? '',
    device: json.device ?? '',
    clientMsgId: json.clientMsgId ?? '',
    sentAt: number(json.sentAt),
    text: json.text ?? '',
    data: json.data ?? '',
    contentType: json.contentType ?? '',
    event: json.event ? eventOf(json.event) : null,
    mentions: json.mentions ?? [],
    replyTo: number(json.replyTo),
    recalled: json.recalled ?? false,
    ext: json.ext ?? {},
  };
}

function eventOf(json) {
  return {
    kind: json.kind ?? '',
    users: json.users ?? [],
    seq: number(json.seq),
    name: json.name ?? '',
    role: json.role ?? '',
  };
}

/** The message that a `sent` reply tells of: the sending device gets no push of its own text or data. */
export function messageOfSent(sent, entry, user) {
  return messageOf({
    ...entry.content,
    messageId: sent.messageId,
    conversation: sent.conversation,
    seq: sent.seq,
    sentAt: sent.sentAt,
    from: user,
    device: entry.device,
    clientMsgId: entry.clientMsgId,
  });
}

/** What a recalled message keeps: its place, its sender and its time. */
export function recalled(message) {
  return { ...message, text: '', data: '', contentType: '', mentions: [], ext: {}, recalled: true };
}
