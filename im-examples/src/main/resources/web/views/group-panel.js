import { groupOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';
import { confirmed } from './dialog.js';
import { el } from './dom.js';
import { mistakeLine } from './form.js';
import { icon } from './icons.js';
import { MemberList } from './member-list.js';
import { attempt } from './message-actions.js';
import { FormMistake, usersIn } from './new-chat.js';
import { Scope } from './scope.js';
import { toast } from './toast.js';

/** Beside a group's messages: its name and settings, its members, and the way out. */
export class GroupPanel {
  element;
  #chat;
  #conversation;
  #group;
  #scope = new Scope();
  #members;
  #settings = el('div', { class: 'panel-section' });
  #adding = el('div', { class: 'panel-section' });
  #leaving = el('div', { class: 'panel-section panel-leave' });

  constructor({ chat, conversation, onClose }) {
    this.#chat = chat;
    this.#conversation = conversation;
    this.#group = groupOf(conversation);
    this.#members = new MemberList(chat, this.#group);
    this.element = el(
      'aside',
      {
        'class': 'panel',
        'aria-label': t('group.panel'),
        'data-testid': 'group-panel',
        'on': { keydown: (event) => event.key === 'Escape' && onClose() },
      },
      el(
        'header',
        { class: 'panel-head' },
        el('h2', {}, t('group.panel')),
        el(
          'button',
          {
            'class': 'icon-button',
            'type': 'button',
            'aria-label': t('close'),
            'data-testid': 'panel-close',
            'on': { click: onClose },
          },
          icon('close'),
        ),
      ),
      el('div', { class: 'panel-scroll' }, this.#settings, this.#adding, this.#members.element, this.#leaving),
    );
    const render = this.#scope.batched(() => this.#render());
    this.#scope.on(chat.groups, 'change', render);
    this.#scope.on(chat.conversations, 'change', render);
    chat.groups.load(this.#group);
    this.#render();
  }

  focus() {
    this.element.querySelector('button').focus();
  }

  end() {
    this.#scope.end();
  }

  #render() {
    const known = this.#chat.groups.of(this.#group);
    const gone = this.#chat.conversations.get(this.#conversation)?.gone ?? true;
    if (known === null || gone) {
      this.#settings.replaceChildren(gone ? el('p', {}, t('group.gone')) : el('span', { class: 'spinner' }));
      for (const section of [this.#adding, this.#leaving, this.#members.element]) section.replaceChildren();
      return;
    }
    const role = this.#chat.groups.myRole(this.#group);
    const mayEdit = role === 'OWNER' || role === 'ADMIN';
    // A form that is being filled in is not built anew under the user's hands.
    if (!this.#settings.contains(document.activeElement)) this.#renderSettings(known.info, mayEdit);
    if (!this.#adding.contains(document.activeElement))
      this.#adding.replaceChildren(...(mayEdit ? [this.#addForm()] : []));
    this.#members.render(known, role);
    this.#leaving.replaceChildren(role === 'OWNER' ? this.#disbandButton() : this.#leaveButton());
  }

  #renderSettings(info, mayEdit) {
    const idLine = el(
      'div',
      { class: 'group-id' },
      el('span', {}, t('group.id')),
      el('code', { 'data-testid': 'group-id' }, info.group),
      el(
        'button',
        {
          'class': 'icon-button is-small',
          'type': 'button',
          'aria-label': t('copy'),
          'on': { click: () => this.#copyId() },
        },
        icon('copy'),
      ),
    );
    if (!mayEdit) {
      this.#settings.replaceChildren(
        el('p', { class: 'group-name' }, info.name),
        idLine,
        el('p', { class: 'hint' }, info.open ? t('group.open') : t('group.closed')),
      );
      return;
    }
    const name = el('input', {
      'class': 'input',
      'value': info.name,
      'maxlength': 64,
      'aria-label': t('newGroup.name'),
      'data-testid': 'group-name',
    });
    const rename = (event) => {
      event.preventDefault();
      const wanted = name.value.trim();
      if (wanted !== '' && wanted !== info.name) this.#update({ name: wanted });
      name.blur();
    };
    const open = el('input', {
      'type': 'checkbox',
      'checked': info.open,
      'data-testid': 'group-open',
      'on': { change: () => this.#update({ open: open.checked }) },
    });
    this.#settings.replaceChildren(
      el(
        'form',
        { class: 'inline-form', on: { submit: rename } },
        name,
        el('button', { 'class': 'button', 'type': 'submit', 'data-testid': 'group-rename' }, t('save')),
      ),
      idLine,
      el('label', { class: 'check' }, open, el('span', {}, t('group.open.long'))),
    );
  }

  #update(changes) {
    return attempt(() => this.#chat.client.verbs.updateGroup(this.#group, changes), 'group');
  }

  #addForm() {
    const users = el('input', {
      'class': 'input',
      'placeholder': t('members.add.hint'),
      'aria-label': t('members.add'),
      'autocapitalize': 'none',
      'spellcheck': 'false',
      'data-testid': 'add-members',
    });
    const mistake = mistakeLine();
    const add = async (event) => {
      event.preventDefault();
      mistake.textContent = '';
      try {
        const named = usersIn(users.value);
        if (named.length > 0 && (await attempt(() => this.#chat.client.verbs.addMembers(this.#group, named), 'group')))
          users.value = '';
      } catch (error) {
        if (!(error instanceof FormMistake)) throw error;
        mistake.textContent = error.message;
      }
    };
    const button = el(
      'button',
      { 'class': 'button', 'type': 'submit', 'data-testid': 'add-members-submit' },
      t('members.add'),
    );
    return el('form', { on: { submit: add } }, el('div', { class: 'inline-form' }, users, button), mistake);
  }

  #leaveButton() {
    return this.#dangerButton('leave-group', t('group.leave'), t('group.leave.ask'), () =>
      this.#chat.client.verbs.leaveGroup(this.#group),
    );
  }

  #disbandButton() {
    return this.#dangerButton('disband-group', t('group.disband'), t('group.disband.ask'), () =>
      this.#chat.client.verbs.disbandGroup(this.#group),
    );
  }

  #dangerButton(testId, label, text, request) {
    const run = async () => {
      if (await confirmed({ title: label, text, action: label })) await attempt(request, 'group');
    };
    return el(
      'button',
      { 'class': 'button is-danger is-quiet', 'type': 'button', 'data-testid': testId, 'on': { click: run } },
      icon('exit'),
      label,
    );
  }

  async #copyId() {
    try {
      await navigator.clipboard.writeText(this.#group);
      toast(t('copied'));
    } catch {
      toast(t('copy.failed'));
    }
  }
}
