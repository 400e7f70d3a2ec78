import { t } from '../i18n/index.js';
import { groupOf } from '../client/conversation-id.js';
import { confirmed } from './dialog.js';
import { errorText } from './error-text.js';
import { openReaders } from './receipt.js';
import { toast } from './toast.js';

/** What can be done with one message, as items of a menu. */
export function messageActions(chat, { message, own, group }, { reply }) {
  if (message.state) return unsentActions(chat, message);
  const { conversation, seq } = message;
  const item = chat.conversations.get(conversation);
  const alive = item !== null && !item.gone;
  const items = [];
  if (alive && !message.recalled)
    items.push({ icon: 'reply', label: t('reply'), run: () => reply(message), testId: 'reply' });
  if (message.text !== '')
    items.push({ icon: 'copy', label: t('copy'), run: () => copy(message.text), testId: 'copy' });
  if (alive && own && group && !message.recalled) {
    items.push({ icon: 'checks', label: t('readers'), run: () => openReaders(chat, message), testId: 'readers' });
  }
  if (alive && !message.recalled && mayRecall(chat, message, own)) {
    items.push({
      icon: 'undo',
      label: t('recall'),
      run: () => attempt(() => chat.client.verbs.recall(conversation, seq), 'recall'),
      testId: 'recall',
    });
  }
  if (alive)
    items.push({
      icon: 'trash',
      label: t('remove'),
      run: () => remove(chat, conversation, seq),
      testId: 'remove',
      danger: true,
    });
  return items;
}

/** Its sender for a while, a group's owner and admins at any time; how long, only the gateway knows. */
function mayRecall(chat, message, own) {
  const group = groupOf(message.conversation);
  return own || (group !== null && ['OWNER', 'ADMIN'].includes(chat.groups.myRole(group)));
}

function unsentActions(chat, message) {
  if (message.state !== 'failed') return [];
  const { outbox } = chat.client;
  return [
    { icon: 'send', label: t('outbox.retry'), run: () => outbox.retry(message.clientMsgId), testId: 'outbox-retry' },
    {
      icon: 'trash',
      label: t('outbox.discard'),
      run: () => outbox.settle(message.clientMsgId),
      testId: 'outbox-discard',
      danger: true,
    },
  ];
}

async function remove(chat, conversation, seq) {
  const sure = await confirmed({ title: t('remove'), text: t('remove.ask'), action: t('remove.action') });
  if (sure) await attempt(() => chat.client.verbs.remove(conversation, [seq]), 'remove');
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('copied'));
  } catch {
    toast(t('copy.failed'));
  }
}

/** Runs a request that the user asked for, and tells why when it fails. */
export async function attempt(request, place) {
  try {
    await request();
    return true;
  } catch (error) {
    toast(errorText(error, place));
    return false;
  }
}
