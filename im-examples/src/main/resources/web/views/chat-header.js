import { groupOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { el } from './dom.js';
import { errorText } from './error-text.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { briefTime } from './time.js';
import { titleOf } from './title.js';
import { toast } from './toast.js';

/** The head of a conversation: with whom, whether they are there, and the conversation's settings. */
export class ChatHeader {
  element;
  #chat;
  #conversation;
  #onInfo;
  #identity;
  #asked = false;

  constructor({ chat, conversation, scope, onBack, onInfo }) {
    this.#chat = chat;
    this.#conversation = conversation;
    this.#onInfo = onInfo;
    this.#identity = el('div', { class: 'chat-identity' });
    const back = el(
      'button',
      {
        'class': 'icon-button back',
        'type': 'button',
        'aria-label': t('back'),
        'data-testid': 'back',
        'on': { click: onBack },
      },
      icon('back'),
    );
    const attributes = { 'class': 'icon-button', 'aria-label': t('conversation.settings'), 'data-testid': 'chat-menu' };
    const menu = menuButton(attributes, icon('more'), () => this.#menuItems());
    this.element = el('header', { class: 'chat-head' }, back, this.#identity, this.#infoButton(), menu);
    const render = scope.batched(() => this.#render());
    scope.on(chat.conversations, 'change', render);
    scope.on(chat.presence, 'change', render);
    scope.on(chat.groups, 'change', render);
    scope.on(chat.client, 'state', render);
    this.#render();
  }

  #render() {
    const item = this.#item();
    this.#askOnce(item);
    const title = titleOf(item, this.#chat.user);
    const subtitle = this.#subtitle(item);
    this.#identity.replaceChildren(
      avatar(title, { group: item.kind === 'GROUP', size: 'is-medium' }),
      el(
        'div',
        { class: 'chat-names' },
        el('h2', { 'data-testid': 'chat-title' }, title),
        el(
          'p',
          { 'class': subtitle.online ? 'chat-status is-online' : 'chat-status', 'data-testid': 'chat-status' },
          subtitle.text,
        ),
      ),
    );
  }

  /** What the head tells of a conversation, as soon as there is a connection to ask over. */
  #askOnce(item) {
    if (this.#chat.client.state !== 'online' || item.gone) return;
    if (item.kind === 'GROUP') this.#chat.groups.load(groupOf(item.id));
    else if (!this.#asked) this.#chat.presence.ask([item.peer]);
    this.#asked = true;
  }

  #subtitle(item) {
    if (item.gone) return { text: t('group.gone') };
    if (item.kind === 'GROUP') {
      const known = this.#chat.groups.of(groupOf(item.id));
      return { text: known ? t('members.count', { count: known.info.size }) : '' };
    }
    if (item.peer === this.#chat.user) return { text: t('notes.hint') };
    if (this.#chat.client.state !== 'online') return { text: '' };
    const { online, lastSeen } = this.#chat.presence.of(item.peer);
    if (online) return { text: t('online'), online: true };
    return { text: lastSeen > 0 ? t('lastSeen', { time: briefTime(lastSeen) }) : t('offline') };
  }

  #infoButton() {
    if (this.#item().kind !== 'GROUP') return null;
    const attributes = {
      'class': 'icon-button',
      'type': 'button',
      'aria-label': t('members'),
      'data-testid': 'group-info',
      'on': { click: this.#onInfo },
    };
    return el('button', attributes, icon('group'));
  }

  #menuItems() {
    const { pinned, mute } = this.#item();
    return [
      {
        icon: 'pin',
        label: pinned ? t('unpin') : t('pin'),
        run: () => this.#configure({ pinned: !pinned }),
        testId: 'pin',
      },
      {
        icon: 'mute',
        label: mute ? t('unmute') : t('mute'),
        run: () => this.#configure({ mute: !mute }),
        testId: 'mute',
      },
    ];
  }

  async #configure(settings) {
    try {
      await this.#chat.conversations.configure(this.#conversation, settings);
    } catch (error) {
      toast(errorText(error, 'conversation'));
    }
  }

  #item() {
    return this.#chat.conversations.get(this.#conversation) ?? this.#chat.conversations.ensure(this.#conversation);
  }
}
