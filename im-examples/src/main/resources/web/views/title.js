import { groupOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';

/** What a conversation is called. */
export function titleOf(item, me) {
  if (item.kind === 'GROUP') return item.name || groupOf(item.id);
  return item.peer === me ? t('notes') : item.name || item.peer;
}
