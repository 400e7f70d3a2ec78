import { groupConversation, isWellFormedId } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';
import { openDialog } from './dialog.js';
import { el } from './dom.js';
import { errorText } from './error-text.js';
import { field, idInput, mistakeLine } from './form.js';

/** Asks whom to write to. */
export function openNewChat(chat, route) {
  const user = idInput('new-chat-user');
  openForm(
    { title: t('newChat'), testId: 'new-chat-dialog', action: t('newChat.action') },
    [field(t('newChat.user'), user)],
    () => {
      const id = user.value.trim();
      if (!isWellFormedId(id)) throw new FormMistake(t('user.malformed'));
      route.open(chat.startDirect(id));
    },
  );
}

/** Asks for a new group's name and first members. */
export function openNewGroup(chat, route) {
  const name = el('input', { 'class': 'input', 'data-testid': 'new-group-name', 'maxlength': 64 });
  const members = el('textarea', {
    'class': 'input',
    'rows': 3,
    'data-testid': 'new-group-members',
    'spellcheck': 'false',
    'autocapitalize': 'none',
  });
  const open = el('input', { 'type': 'checkbox', 'data-testid': 'new-group-open' });
  const group = newGroupId();
  const fields = [
    field(t('newGroup.name'), name),
    field(t('newGroup.members'), members, t('newGroup.members.hint')),
    el('label', { class: 'check' }, open, el('span', {}, t('group.open.long'))),
  ];
  openForm({ title: t('newGroup'), testId: 'new-group-dialog', action: t('newGroup.action') }, fields, async () => {
    if (name.value.trim() === '') throw new FormMistake(t('newGroup.nameless'));
    const draft = { group, name: name.value.trim(), members: usersIn(members.value), open: open.checked };
    route.open(await chat.createGroup(draft));
  });
}

/** Asks for the id of an open group. */
export function openJoinGroup(chat, route) {
  const group = idInput('join-group-id');
  openForm(
    { title: t('joinGroup'), testId: 'join-group-dialog', action: t('joinGroup.action') },
    [field(t('group.id'), group, t('joinGroup.hint'))],
    async () => {
      const id = group.value.trim();
      if (!isWellFormedId(id)) throw new FormMistake(t('group.malformed'));
      const conversation = groupConversation(id);
      const known = chat.conversations.get(conversation);
      route.open(known !== null && !known.gone ? conversation : await chat.joinGroup(id));
    },
  );
}

/** The users named in a text, parted by spaces, commas or lines. Throws a `FormMistake` naming the first that is none. */
export function usersIn(text) {
  const users = [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];
  const wrong = users.find((user) => !isWellFormedId(user));
  if (wrong !== undefined) throw new FormMistake(t('users.malformed', { user: wrong }));
  return users;
}

/** Something in a form that the user can mend. */
export class FormMistake extends Error {}

function openForm({ title, testId, action }, fields, submit) {
  const mistake = mistakeLine();
  const button = el(
    'button',
    { 'class': 'button is-primary', 'type': 'submit', 'data-testid': 'dialog-submit' },
    action,
  );
  const submitted = async (event) => {
    event.preventDefault();
    mistake.textContent = '';
    button.disabled = true;
    try {
      await submit();
      close();
    } catch (error) {
      mistake.textContent = error instanceof FormMistake ? error.message : errorText(error, 'group');
    } finally {
      button.disabled = false;
    }
  };
  const form = el(
    'form',
    { class: 'form', on: { submit: submitted } },
    ...fields,
    mistake,
    el('div', { class: 'dialog-actions' }, button),
  );
  const close = openDialog({ title, testId }, form);
  form.querySelector('.input').focus();
}

function newGroupId() {
  const numbers = crypto.getRandomValues(new Uint8Array(5));
  return `g-${[...numbers].map((number) => number.toString(16).padStart(2, '0')).join('')}`;
}
