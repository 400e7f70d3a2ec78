import { t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { el } from './dom.js';
import { contentPreview, eventText, nameOf } from './event-text.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { messageActions } from './message-actions.js';
import { pictureView } from './picture.js';
import { receiptView } from './receipt.js';
import { richText } from './rich-text.js';
import { clockTime, dayName, fullTime } from './time.js';

/** One row of a message list: a message, an event, or a line between days. */
export class MessageRow {
  element = el('li');
  #chat;
  #actions;
  #version = null;

  /** `actions`: `reply(message)`, `jumpTo(seq)`. */
  constructor(chat, actions) {
    this.#chat = chat;
    this.#actions = actions;
  }

  update(row) {
    if (row.version === this.#version) return;
    this.#version = row.version;
    if (row.kind === 'message') this.#renderMessage(row);
    else this.#renderLine(row);
  }

  #renderLine(row) {
    const texts = {
      day: () => dayName(row.at),
      unread: () => t('messages.unreadLine'),
      event: () => eventText(row.message, this.#chat.user),
    };
    this.element.className = `line is-${row.kind}`;
    this.element.dataset.testid = row.kind;
    if (row.message) this.element.dataset.seq = row.message.seq;
    this.element.replaceChildren(el('span', {}, texts[row.kind]()));
  }

  #renderMessage(row) {
    const { message, own, first, final } = row;
    const classes = [
      'message',
      own && 'is-own',
      first && 'is-first',
      final && 'is-final',
      message.recalled && 'is-recalled',
    ];
    this.element.className = classes.filter(Boolean).join(' ');
    this.element.dataset.testid = 'message';
    this.element.dataset.seq = message.seq;
    this.element.dataset.from = message.from;
    this.element.dataset.state = message.state ?? 'stored';
    const showFace = !own && row.group;
    this.element.replaceChildren(
      ...(showFace
        ? [el('span', { class: 'message-face' }, first ? avatar(message.from, { size: 'is-small' }) : '')]
        : []),
      el(
        'div',
        { class: 'message-body' },
        showFace && first ? el('span', { class: 'message-sender' }, message.from) : null,
        this.#line(this.#bubble(row), this.#menu(row)),
        receiptView(this.#chat, row),
      ),
    );
  }

  #bubble(row) {
    const { message } = row;
    const time = el('time', { class: 'message-time', title: fullTime(message.sentAt) }, clockTime(message.sentAt));
    const bubble = el('div', { class: 'bubble' });
    if (message.recalled) {
      bubble.append(el('span', { 'class': 'recalled', 'data-testid': 'recalled' }, icon('undo'), t('recalled')), time);
      return bubble;
    }
    if (message.replyTo > 0) bubble.append(this.#quote(row));
    if (message.contentType) {
      bubble.classList.add('is-picture');
      bubble.append(pictureView(message), time);
    } else {
      const text = richText(message.text, message.mentions, this.#chat.user);
      bubble.append(
        el('div', { 'class': 'message-text', 'dir': 'auto', 'data-testid': 'message-text' }, ...text),
        time,
      );
    }
    return bubble;
  }

  #quote({ message, quoted }) {
    const content =
      quoted === null
        ? [el('span', {}, t('quote.gone'))]
        : [
            el('span', { class: 'quote-sender' }, nameOf(quoted.from, this.#chat.user)),
            el(
              'span',
              { class: 'quote-text' },
              quoted.event ? eventText(quoted, this.#chat.user) : contentPreview(quoted),
            ),
          ];
    const jump = () => this.#actions.jumpTo(message.replyTo);
    return el(
      'button',
      { 'class': 'quote', 'type': 'button', 'data-testid': 'quote', 'on': { click: jump } },
      ...content,
    );
  }

  #menu(row) {
    const items = () => messageActions(this.#chat, row, this.#actions);
    const attributes = { 'class': 'message-menu', 'aria-label': t('message.actions'), 'data-testid': 'message-menu' };
    return items().length === 0 ? null : menuButton(attributes, icon('more'), items);
  }

  /** Where nothing can hover, the bubble itself is what opens the menu. */
  #line(bubble, menu) {
    bubble.addEventListener('click', (event) => {
      if (matchMedia('(hover: none)').matches && !event.target.closest('a, button')) menu?.click();
    });
    return el('div', { class: 'message-line' }, bubble, menu);
  }
}
