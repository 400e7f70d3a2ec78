import { peerOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';
import { Banner } from './banner.js';
import { ChatPane } from './chat-pane.js';
import { el } from './dom.js';
import { Route } from './route.js';
import { Scope } from './scope.js';
import { Sidebar } from './sidebar.js';
import { toast } from './toast.js';

const TITLE = 'Keel IM';

/** The page after sign-in: the list beside the open conversation; on a phone's width one of the two at a time. */
export class Shell {
  element;
  #chat;
  #scope = new Scope();
  #route;
  #sidebar;
  #pane = null;
  #main = el('main', { class: 'main' });

  constructor({ chat, onLanguage, onSignOut }) {
    this.#chat = chat;
    this.#route = new Route(this.#scope, () => this.#renderRoute());
    this.#sidebar = new Sidebar({ chat, route: this.#route, scope: this.#scope, onLanguage, onSignOut });
    const banner = new Banner(chat.client, this.#scope);
    this.element = el(
      'div',
      { 'class': 'shell', 'data-testid': 'shell' },
      banner.element,
      el('div', { class: 'panes' }, this.#sidebar.element, this.#main),
    );
    this.#scope.on(chat, 'restarted', () => this.#restarted());
    this.#scope.on(
      chat.conversations,
      'change',
      this.#scope.batched(() => this.#renderTitle()),
    );
  }

  /** Tells that the element stands in the document. */
  shown() {
    this.#renderRoute();
    this.#renderTitle();
  }

  end() {
    this.#pane?.end();
    this.#scope.end();
    document.title = TITLE;
  }

  #renderRoute() {
    const wanted = this.#openable(this.#route.conversation);
    this.element.dataset.screen = wanted === null ? 'list' : 'chat';
    if (wanted !== this.#pane?.conversation) this.#openPane(wanted);
    this.#sidebar.render();
  }

  #openPane(conversation) {
    this.#pane?.end();
    this.#pane = null;
    if (conversation === null) {
      this.#main.replaceChildren(emptyPane());
      return;
    }
    this.#chat.conversations.ensure(conversation);
    this.#pane = new ChatPane({ chat: this.#chat, conversation, route: this.#route });
    this.#main.replaceChildren(this.#pane.element);
    this.#pane.shown();
  }

  /** An address can have been left by another user. */
  #openable(conversation) {
    if (conversation === null) return null;
    const mine = conversation.startsWith('g:') || conversation.split(':').slice(1).includes(this.#chat.user);
    return mine ? conversation : null;
  }

  /** The server has begun a new life: a direct conversation can go on at once, a group is gone. */
  #restarted() {
    toast(t('server.restarted'));
    const conversation = this.#pane?.conversation ?? null;
    if (conversation === null) return;
    if (peerOf(conversation, this.#chat.user) === null) this.#route.close();
    else this.#chat.conversations.ensure(conversation);
  }

  #renderTitle() {
    const unread = this.#chat.conversations.totalUnread();
    document.title = unread > 0 ? `(${unread}) ${TITLE}` : TITLE;
  }
}

function emptyPane() {
  return el(
    'div',
    { class: 'empty' },
    el('img', { class: 'empty-logo', src: 'favicon.svg', alt: '' }),
    el('p', {}, t('empty')),
  );
}
