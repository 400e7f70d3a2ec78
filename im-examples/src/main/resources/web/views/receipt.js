import { t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { el } from './dom.js';
import { errorText } from './error-text.js';
import { icon } from './icons.js';

/** What became of an own message: on its way, refused, stored, read, or read by how many. */
export function receiptView(chat, row) {
  const { receipt, message, final, info } = row;
  if (receipt === 'pending') return line('is-pending', icon('clock'), t('outbox.sending'));
  if (receipt === 'failed')
    return line('is-failed', icon('alert'), t('outbox.failed', { reason: errorText({ code: message.code }, 'send') }));
  if (receipt === '' || !final) return null;
  if (receipt === 'read') return line('is-read', icon('checks'), t('read'));
  if (receipt === 'group' && info !== null && info.total > 0) return groupReceipt(chat, message, info);
  return line('', icon('check'), t('sent'));
}

/** Shows who has read a message. */
export function openReaders(chat, message) {
  const list = el(
    'ul',
    { 'class': 'people', 'data-testid': 'readers-list' },
    el('li', {}, el('span', { class: 'spinner' })),
  );
  openDialog({ title: t('readers'), testId: 'readers-dialog' }, list);
  chat.client.verbs.readers(message.conversation, message.seq, 200).then(
    ({ users, count, total }) => {
      const rows = users.map((user) => el('li', {}, avatar(user, { size: 'is-small' }), el('span', {}, user)));
      list.before(el('p', { class: 'dialog-text' }, t('read.count', { count, total })));
      list.replaceChildren(...rows);
    },
    (error) => list.replaceChildren(el('li', { class: 'form-error' }, errorText(error, 'readers'))),
  );
}

function groupReceipt(chat, message, { count, total }) {
  const text = count >= total ? t('read.all') : t('read.count', { count, total });
  const attributes = {
    'class': 'receipt is-button',
    'type': 'button',
    'data-testid': 'receipt',
    'on': { click: () => openReaders(chat, message) },
  };
  return el('button', attributes, icon(count > 0 ? 'checks' : 'check'), text);
}

function line(kind, ...content) {
  return el('span', { 'class': `receipt ${kind}`, 'data-testid': 'receipt' }, ...content);
}
