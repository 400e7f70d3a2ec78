import { t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { el } from './dom.js';
import { previewOf } from './event-text.js';
import { icon } from './icons.js';
import { briefTime } from './time.js';

const MAX_BADGE = 99;

/** One line of the conversation list. */
export class ConversationRow {
  element;
  #chat;
  #button;
  #shown = '';

  constructor(chat, onOpen) {
    this.#chat = chat;
    this.#button = el('button', { class: 'conversation', type: 'button', on: { click: onOpen } });
    this.element = el('li', {}, this.#button);
  }

  update(item, title, current) {
    this.#button.setAttribute('aria-current', current ? 'true' : 'false');
    const typing = this.#chat.typing.in(item.id).length > 0;
    const draft = current ? '' : this.#chat.drafts.of(item.id);
    const at = item.last ? briefTime(item.last.sentAt) : '';
    const online = item.peer !== null && item.peer !== this.#chat.user && this.#chat.presence.of(item.peer).online;
    const { last, unread, mute, pinned, mentioned } = item;
    const shown = JSON.stringify([title, typing, draft, at, online, last?.seq, unread, mute, pinned, mentioned]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.dataset.testid = 'conversation';
    this.element.dataset.conversation = item.id;
    this.#button.replaceChildren(
      el(
        'span',
        { class: 'avatar-frame' },
        avatar(title, { group: item.kind === 'GROUP' }),
        online ? onlineDot() : null,
      ),
      el(
        'span',
        { class: 'conversation-body' },
        el(
          'span',
          { class: 'conversation-line' },
          el('span', { class: 'conversation-title' }, title),
          item.mute ? icon('mute') : null,
          el('time', {}, at),
        ),
        el('span', { class: 'conversation-line' }, this.#preview(item, typing, draft), ...badges(item)),
      ),
    );
  }

  #preview(item, typing, draft) {
    if (typing) return el('span', { class: 'conversation-preview is-typing' }, t('typing.short'));
    if (draft !== '') {
      return el(
        'span',
        { class: 'conversation-preview' },
        el('span', { class: 'draft-mark' }, t('draft')),
        ` ${draft.slice(0, 80)}`,
      );
    }
    const text = item.last ? previewOf(item.last, this.#chat.user) : '';
    return el('span', { 'class': 'conversation-preview', 'data-testid': 'last-message' }, text);
  }
}

function badges(item) {
  const shown = [];
  if (item.mentioned) shown.push(el('span', { class: 'badge is-mention', title: t('mentioned') }, '@'));
  if (item.unread > 0) {
    const text = item.unread > MAX_BADGE ? `${MAX_BADGE}+` : String(item.unread);
    const classes = item.mute ? 'badge is-muted' : 'badge';
    shown.push(
      el(
        'span',
        { 'class': classes, 'data-testid': 'unread', 'aria-label': t('unread', { count: item.unread }) },
        text,
      ),
    );
  } else if (item.pinned) {
    shown.push(icon('pin'));
  }
  return shown;
}

function onlineDot() {
  return el('span', { 'class': 'online-dot', 'role': 'img', 'aria-label': t('online'), 'data-testid': 'online' });
}
