import { t } from '../i18n/index.js';
import { ChatHeader } from './chat-header.js';
import { Composer } from './composer.js';
import { el } from './dom.js';
import { GroupPanel } from './group-panel.js';
import { MessageList } from './message-list.js';
import { nameOf } from './event-text.js';
import { Scope } from './scope.js';

/** One open conversation: its head, its messages, who is writing, and what writes into it. */
export class ChatPane {
  element;
  conversation;
  #chat;
  #scope = new Scope();
  #list;
  #composer;
  #typing;
  #panel = null;

  constructor({ chat, conversation, route }) {
    this.#chat = chat;
    this.conversation = conversation;
    const togglePanel = () => this.#togglePanel();
    const header = new ChatHeader({
      chat,
      conversation,
      scope: this.#scope,
      onBack: () => route.close(),
      onInfo: togglePanel,
    });
    this.#composer = new Composer({ chat, conversation, scope: this.#scope, onSent: () => this.#list.toEnd() });
    this.#list = new MessageList({
      chat,
      conversation,
      scope: this.#scope,
      onReply: (message) => this.#composer.replyTo(message),
    });
    this.#typing = el('div', { 'class': 'typing', 'aria-live': 'polite', 'data-testid': 'typing' });
    this.element = el(
      'section',
      { 'class': 'chat', 'data-testid': 'chat', 'data-conversation': conversation },
      el('div', { class: 'chat-main' }, header.element, this.#list.element, this.#typing, this.#composer.element),
    );
    this.#scope.on(chat.typing, 'change', (changed) => changed === conversation && this.#renderTyping());
    this.#renderTyping();
  }

  /** Tells that the element stands in the document. */
  shown() {
    this.#list.toEnd();
    if (matchMedia('(hover: hover)').matches) this.#composer.focus();
  }

  end() {
    this.#panel?.end();
    this.#scope.end();
  }

  #renderTyping() {
    const writers = this.#chat.typing.in(this.conversation).map((user) => nameOf(user, this.#chat.user));
    const dots = el('span', { 'class': 'typing-dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
    if (writers.length === 0) this.#typing.replaceChildren();
    else this.#typing.replaceChildren(dots, t('typing', { who: writers.slice(0, 3).join(t('listSeparator')) }));
  }

  #togglePanel() {
    if (this.#panel !== null) {
      this.#panel.element.remove();
      this.#panel.end();
      this.#panel = null;
      return;
    }
    this.#panel = new GroupPanel({
      chat: this.#chat,
      conversation: this.conversation,
      onClose: () => this.#togglePanel(),
    });
    this.element.append(this.#panel.element);
    this.#panel.focus();
  }
}
