import { language, setLanguage, t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { ConversationRow } from './conversation-row.js';
import { el, keyed } from './dom.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { openJoinGroup, openNewChat, openNewGroup } from './new-chat.js';
import { titleOf } from './title.js';

/** The list of conversations with what starts a new one, and the user's own menu. */
export class Sidebar {
  element;
  #chat;
  #route;
  #list;
  #empty;
  #filter;
  #rows = new WeakMap();

  constructor({ chat, route, scope, onLanguage, onSignOut }) {
    this.#chat = chat;
    this.#route = route;
    this.#filter = this.#filterField();
    this.#list = el('ul', {
      'class': 'conversations',
      'data-testid': 'conversation-list',
      'aria-label': t('conversations'),
    });
    this.#empty = el('div', { class: 'list-empty' });
    this.element = el(
      'aside',
      { class: 'sidebar' },
      this.#head(onLanguage, onSignOut),
      el('label', { class: 'filter' }, icon('search'), this.#filter),
      el('nav', { 'class': 'sidebar-scroll', 'aria-label': t('conversations') }, this.#list, this.#empty),
    );
    const render = scope.batched(() => this.render());
    scope.on(chat.conversations, 'change', render);
    scope.on(chat.presence, 'change', render);
    scope.on(chat.typing, 'change', render);
    this.render();
  }

  render() {
    const { conversations } = this.#chat;
    const wanted = this.#filter.value.trim().toLowerCase();
    const all = conversations.sorted();
    const shown = all.filter((item) => titleOf(item, this.#chat.user).toLowerCase().includes(wanted));
    const make = (item) => {
      const row = new ConversationRow(this.#chat, () => this.#route.open(item.id));
      this.#rows.set(row.element, row);
      return row.element;
    };
    const current = this.#route.conversation;
    const update = (element, item) =>
      this.#rows.get(element).update(item, titleOf(item, this.#chat.user), item.id === current);
    keyed(this.#list, shown, (item) => item.id, make, update);
    this.#renderEmpty(all.length, shown.length);
  }

  #renderEmpty(all, shown) {
    this.#empty.hidden = shown > 0;
    if (shown > 0) return;
    if (!this.#chat.conversations.loaded) this.#empty.replaceChildren(el('span', { class: 'spinner' }));
    else if (all > 0) this.#empty.replaceChildren(el('p', {}, t('filter.none')));
    else this.#empty.replaceChildren(el('p', {}, t('conversations.none')), this.#firstChatButton());
  }

  #firstChatButton() {
    return el(
      'button',
      { class: 'button is-primary', type: 'button', on: { click: () => openNewChat(this.#chat, this.#route) } },
      t('newChat'),
    );
  }

  #head(onLanguage, onSignOut) {
    const { user } = this.#chat;
    const me = menuButton(
      { 'class': 'me', 'data-testid': 'my-menu', 'title': t('account') },
      el(
        'span',
        { class: 'me-inner' },
        avatar(user),
        el('span', { 'class': 'me-name', 'data-testid': 'my-name' }, user),
      ),
      () => [
        {
          icon: 'globe',
          label: t('language.other'),
          run: () => this.#changeLanguage(onLanguage),
          testId: 'language-toggle',
        },
        { icon: 'exit', label: t('signOut'), run: onSignOut, testId: 'sign-out' },
      ],
    );
    const add = menuButton(
      { 'class': 'icon-button is-strong', 'aria-label': t('new'), 'data-testid': 'new' },
      icon('plus'),
      () => [
        { icon: 'person', label: t('newChat'), run: () => openNewChat(this.#chat, this.#route), testId: 'new-chat' },
        { icon: 'group', label: t('newGroup'), run: () => openNewGroup(this.#chat, this.#route), testId: 'new-group' },
        {
          icon: 'search',
          label: t('joinGroup'),
          run: () => openJoinGroup(this.#chat, this.#route),
          testId: 'join-group',
        },
      ],
    );
    return el('header', { class: 'sidebar-head' }, el('h1', { class: 'visually-hidden' }, 'Keel IM'), me, add);
  }

  #changeLanguage(onLanguage) {
    setLanguage(language() === 'zh' ? 'en' : 'zh');
    onLanguage();
  }

  #filterField() {
    return el('input', {
      'type': 'search',
      'placeholder': t('filter'),
      'aria-label': t('filter'),
      'data-testid': 'filter',
      'on': { input: () => this.render() },
    });
  }
}
