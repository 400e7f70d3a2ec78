import { groupOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';
import { pictureOf } from '../platform/images.js';
import { el } from './dom.js';
import { errorText } from './error-text.js';
import { contentPreview, nameOf } from './event-text.js';
import { icon } from './icons.js';
import { MentionPicker } from './mention-picker.js';
import { toast } from './toast.js';

/** A frame holds 64 KiB; what surrounds the text in it needs little. */
const MAX_TEXT_BYTES = 48_000;

/** Where a message is written: text, a picture picked or pasted, a reply, mentions. */
export class Composer {
  element;
  #chat;
  #conversation;
  #onSent;
  #text;
  #file;
  #extras = el('div', { class: 'extras' });
  #mentions;
  #form;
  #gone = el('p', { 'class': 'composer-gone', 'data-testid': 'composer-gone' }, t('group.gone'));
  #reply = null;
  #picture = null;

  constructor({ chat, conversation, scope, onSent }) {
    this.#chat = chat;
    this.#conversation = conversation;
    this.#onSent = onSent;
    this.#text = this.#textField();
    this.#mentions = new MentionPicker({ chat, group: groupOf(conversation), text: this.#text });
    this.#file = el('input', {
      'type': 'file',
      'accept': 'image/*',
      'hidden': true,
      'data-testid': 'file',
      'on': { change: () => this.#picked() },
    });
    this.#form = el(
      'form',
      { class: 'composer-form', on: { submit: (event) => this.#submitted(event) } },
      el(
        'button',
        {
          'class': 'icon-button',
          'type': 'button',
          'aria-label': t('attach'),
          'data-testid': 'attach',
          'on': { click: () => this.#file.click() },
        },
        icon('picture'),
      ),
      this.#file,
      el('div', { class: 'composer-field' }, this.#text),
      el(
        'button',
        { 'class': 'icon-button is-primary', 'type': 'submit', 'aria-label': t('send'), 'data-testid': 'send' },
        icon('send'),
      ),
    );
    this.element = el('footer', { class: 'composer' }, this.#mentions.element, this.#extras, this.#form, this.#gone);
    scope.on(chat.conversations, 'change', () => this.#renderMembership());
    scope.listen(document, 'paste', (event) => this.#pasted(event));
    this.#renderMembership();
  }

  focus() {
    this.#text.focus();
    this.#fit();
  }

  replyTo(message) {
    this.#reply = message;
    this.#renderExtras();
    this.#text.focus();
  }

  #textField() {
    return el('textarea', {
      'class': 'composer-text',
      'rows': 1,
      'value': this.#chat.drafts.of(this.#conversation),
      'placeholder': t('compose'),
      'aria-label': t('compose'),
      'enterkeyhint': 'send',
      'data-testid': 'compose',
      'on': { input: () => this.#changed(), keydown: (event) => this.#key(event) },
    });
  }

  #changed() {
    this.#chat.drafts.keep(this.#conversation, this.#text.value);
    if (this.#text.value !== '') this.#chat.typing.wrote(this.#conversation);
    this.#mentions.update();
    this.#fit();
  }

  /** As high as the text, up to what the style allows. */
  #fit() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }

  #key(event) {
    // While an input method composes, Enter chooses a word.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#mentions.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (event.key === 'Escape' && (this.#reply || this.#picture)) {
      this.#dropExtras();
    }
  }

  #submitted(event) {
    event.preventDefault();
    const text = this.#text.value.trim();
    if (new TextEncoder().encode(JSON.stringify(text)).length > MAX_TEXT_BYTES) {
      toast(t('error.TOO_LARGE'));
      return;
    }
    const reply = this.#reply === null ? {} : { replyTo: this.#reply.seq };
    try {
      if (this.#picture !== null) this.#chat.send(this.#conversation, { ...this.#picture.content, ...reply });
      if (text !== '') this.#chat.send(this.#conversation, { text, ...this.#mentioned(text), ...reply });
    } catch (error) {
      toast(errorText(error, 'send'));
      return;
    }
    this.#text.value = '';
    this.#changed();
    this.#dropExtras();
    this.#text.focus();
    this.#onSent();
  }

  #mentioned(text) {
    const mentions = this.#mentions.usersIn(text);
    return mentions.length > 0 ? { mentions } : {};
  }

  #picked() {
    const [file] = this.#file.files;
    if (file) this.#attach(file);
    this.#file.value = '';
  }

  #pasted(event) {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!file || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    this.#attach(file);
  }

  async #attach(file) {
    try {
      const content = await pictureOf(file);
      this.#dropPicture();
      this.#picture = { content, url: URL.createObjectURL(file), name: file.name };
      this.#renderExtras();
      this.#text.focus();
    } catch {
      toast(t('picture.unreadable'));
    }
  }

  #renderExtras() {
    const rows = [];
    if (this.#reply !== null) {
      const who = nameOf(this.#reply.from, this.#chat.user);
      const words = el(
        'span',
        { class: 'extra-words' },
        el('b', {}, t('replyTo', { who })),
        el('span', {}, contentPreview(this.#reply)),
      );
      rows.push(this.#extra('reply-bar', icon('reply'), words));
    }
    if (this.#picture !== null) {
      const image = el('img', { src: this.#picture.url, alt: t('picture') });
      rows.push(
        this.#extra('picture-bar', image, el('span', { class: 'extra-words' }, el('span', {}, this.#picture.name))),
      );
    }
    this.#extras.replaceChildren(...rows);
  }

  #extra(testId, ...content) {
    const drop = () => (testId === 'reply-bar' ? this.#dropReply() : this.#dropPicture());
    const close = el(
      'button',
      { 'class': 'icon-button', 'type': 'button', 'aria-label': t('cancel'), 'on': { click: drop } },
      icon('close'),
    );
    return el('div', { 'class': 'extra', 'data-testid': testId }, ...content, close);
  }

  #dropReply() {
    this.#reply = null;
    this.#renderExtras();
  }

  #dropPicture() {
    if (this.#picture !== null) URL.revokeObjectURL(this.#picture.url);
    this.#picture = null;
    this.#renderExtras();
  }

  #dropExtras() {
    this.#reply = null;
    this.#dropPicture();
  }

  #renderMembership() {
    const gone = this.#chat.conversations.get(this.#conversation)?.gone ?? false;
    this.#form.hidden = gone;
    this.#gone.hidden = !gone;
  }
}
