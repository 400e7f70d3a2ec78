import { groupOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';

const MAX_NAMED = 5;

/** An event of a conversation in words, as a line of it. */
export function eventText({ from, event }, me) {
  const who = nameOf(from, me);
  const users = namesOf(event.users, me);
  switch (event.kind) {
    case 'GROUP_CREATED':
      return event.users.length > 0 ? t('event.createdWith', { who, users }) : t('event.created', { who });
    case 'MEMBERS_ADDED':
      return t('event.added', { who, users });
    case 'MEMBERS_REMOVED':
      return t('event.removed', { who, users });
    case 'MEMBER_JOINED':
      return t('event.joined', { who });
    case 'MEMBER_LEFT':
      return t('event.left', { who });
    case 'ROLE_CHANGED':
      return t(`event.role.${event.role}`, { who, users });
    case 'GROUP_UPDATED':
      // The event bears the group's name whatever was changed.
      return t('event.updated', { who, name: event.name });
    case 'GROUP_DISBANDED':
      return t('event.disbanded', { who });
    case 'RECALLED':
      return t('event.recalled', { who });
    default:
      return t('event.other', { who });
  }
}

/** A message in one line: for the list, and where another one replies to it. */
export function previewOf(message, me) {
  if (message.event) return eventText(message, me);
  const content = contentPreview(message);
  const inGroup = groupOf(message.conversation) !== null;
  return inGroup || message.from === me ? t('preview', { who: nameOf(message.from, me), content }) : content;
}

/** What a message holds, in one line and without its sender. */
export function contentPreview(message) {
  if (message.recalled) return t('recalled');
  if (message.contentType.startsWith('image/')) return t('preview.picture');
  if (message.contentType) return t('preview.file');
  return message.text.replace(/\s+/g, ' ').slice(0, 120);
}

export function nameOf(user, me) {
  return user === me ? t('you') : user;
}

function namesOf(users, me) {
  const named = users.slice(0, MAX_NAMED).map((user) => (user === me ? t('you.object') : user));
  const list = named.join(t('listSeparator'));
  return users.length > MAX_NAMED ? t('andMore', { list, count: users.length - MAX_NAMED }) : list;
}
