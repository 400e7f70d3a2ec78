import { t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { el } from './dom.js';

const MAX_SHOWN = 6;
const MAX_MENTIONS = 100;

/** After an `@` in a group's text: the members whose names go on as typed, to choose one with the arrow keys. */
export class MentionPicker {
  element;
  #chat;
  #group;
  #text;
  #shown = [];
  #chosen = 0;

  constructor({ chat, group, text }) {
    this.#chat = chat;
    this.#group = group;
    this.#text = text;
    this.element = el('ul', {
      'class': 'mention-picker',
      'id': 'mention-picker',
      'role': 'listbox',
      'aria-label': t('mention'),
      'data-testid': 'mention-picker',
      'hidden': true,
    });
    text.addEventListener('blur', () => this.#show([]));
  }

  /** The text or the cursor has changed. */
  update() {
    const begun = this.#begun();
    if (this.#group === null || begun === null) this.#show([]);
    else
      this.#show(
        this.#members()
          .filter((user) => user.toLowerCase().startsWith(begun))
          .slice(0, MAX_SHOWN),
      );
  }

  /** Takes a key that is meant for the list. Returns whether it was. */
  key(event) {
    if (this.#shown.length === 0) return false;
    const steps = { ArrowDown: 1, ArrowUp: this.#shown.length - 1 };
    if (event.key in steps) {
      this.#chosen = (this.#chosen + steps[event.key]) % this.#shown.length;
      this.#render();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#insert(this.#shown[this.#chosen]);
    } else if (event.key === 'Escape') {
      this.#show([]);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** The members that a text mentions. */
  usersIn(text) {
    const named = new Set(
      [...text.matchAll(/@([A-Za-z0-9._@-]+)/g)].flatMap(([, name]) => [name, name.replace(/[._@-]+$/, '')]),
    );
    return this.#members()
      .filter((user) => named.has(user))
      .slice(0, MAX_MENTIONS);
  }

  #members() {
    const members = this.#group === null ? [] : (this.#chat.groups.of(this.#group)?.members ?? []);
    return members.map(({ user }) => user).filter((user) => user !== this.#chat.user);
  }

  /** What stands between the last `@` and the cursor, in lower case, or null. */
  #begun() {
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    return /(?:^|[\s\u3000-\u9fff])@([A-Za-z0-9._-]*)$/.exec(before)?.[1].toLowerCase() ?? null;
  }

  #insert(user) {
    const cursor = this.#text.selectionStart;
    const start = this.#text.value.lastIndexOf('@', cursor - 1);
    this.#text.setRangeText(`@${user} `, start, cursor, 'end');
    this.#show([]);
    this.#text.dispatchEvent(new Event('input', { bubbles: true }));
    this.#text.focus();
  }

  #show(users) {
    this.#shown = users;
    this.#chosen = 0;
    this.#render();
  }

  #render() {
    this.element.hidden = this.#shown.length === 0;
    this.element.replaceChildren(...this.#shown.map((user, index) => this.#option(user, index)));
    if (this.#shown.length > 0) this.#text.setAttribute('aria-activedescendant', `mention-${this.#chosen}`);
    else this.#text.removeAttribute('aria-activedescendant');
  }

  #option(user, index) {
    const attributes = { 'id': `mention-${index}`, 'role': 'option', 'aria-selected': String(index === this.#chosen) };
    // On pointerdown, since a click comes after the text has lost the focus.
    const choose = (event) => {
      event.preventDefault();
      this.#insert(user);
    };
    return el('li', { ...attributes, on: { pointerdown: choose } }, avatar(user, { size: 'is-small' }), user);
  }
}
