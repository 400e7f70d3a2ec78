import { t } from '../i18n/index.js';
import { avatar } from './avatar.js';
import { confirmed } from './dialog.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { attempt } from './message-actions.js';

const ORDER = { OWNER: 0, ADMIN: 1, MEMBER: 2 };

/** A group's members with their roles, and what the user's own role lets it do with each. */
export class MemberList {
  element = el('div', { class: 'panel-section' });
  #chat;
  #group;

  constructor(chat, group) {
    this.#chat = chat;
    this.#group = group;
  }

  render({ info, members, complete }, myRole) {
    const sorted = [...members].sort((a, b) => ORDER[a.role] - ORDER[b.role] || (a.user < b.user ? -1 : 1));
    this.element.replaceChildren(
      el('h3', {}, t('members.count', { count: info.size })),
      el(
        'ul',
        { 'class': 'people', 'data-testid': 'member-list' },
        ...sorted.map((member) => this.#row(member, myRole)),
      ),
      complete ? '' : el('p', { class: 'hint' }, t('members.first', { count: members.length })),
    );
  }

  #row({ user, role }, myRole) {
    const items = this.#items(user, role, myRole);
    const label = user === this.#chat.user ? t('me', { user }) : user;
    return el(
      'li',
      { 'data-testid': 'member', 'data-user': user, 'data-role': role },
      avatar(user, { size: 'is-small' }),
      el('span', { class: 'person-name' }, label),
      role === 'MEMBER' ? null : el('span', { class: `role is-${role.toLowerCase()}` }, t(`role.${role}`)),
      items.length === 0
        ? null
        : menuButton(
            {
              'class': 'icon-button is-small',
              'aria-label': t('member.actions', { user }),
              'data-testid': 'member-menu',
            },
            icon('more'),
            () => items,
          ),
    );
  }

  #items(user, role, myRole) {
    if (user === this.#chat.user) return [];
    const items = [];
    if (myRole === 'OWNER') {
      const next = role === 'ADMIN' ? 'MEMBER' : 'ADMIN';
      items.push({
        icon: 'person',
        label: t(`role.make.${next}`),
        run: () => this.#setRole(user, next),
        testId: `make-${next.toLowerCase()}`,
      });
      items.push({ icon: 'crown', label: t('role.make.OWNER'), run: () => this.#handOver(user), testId: 'make-owner' });
    }
    if (myRole === 'OWNER' || (myRole === 'ADMIN' && role === 'MEMBER')) {
      items.push({
        icon: 'trash',
        label: t('member.remove'),
        run: () => this.#remove(user),
        testId: 'remove-member',
        danger: true,
      });
    }
    return items;
  }

  #setRole(user, role) {
    return attempt(() => this.#chat.client.verbs.setRole(this.#group, user, role), 'group');
  }

  async #handOver(user) {
    const title = t('role.make.OWNER');
    if (await confirmed({ title, text: t('role.handOver.ask', { user }), action: title }))
      await this.#setRole(user, 'OWNER');
  }

  async #remove(user) {
    const title = t('member.remove');
    if (!(await confirmed({ title, text: t('member.remove.ask', { user }), action: title }))) return;
    await attempt(() => this.#chat.client.verbs.removeMembers(this.#group, [user]), 'group');
  }
}
