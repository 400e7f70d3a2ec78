import { t } from '../i18n/index.js';

/** A trouble in words. */
export function troubleText({ kind, name, detail, role }) {
  return t(`trouble.${kind}`, { name, detail, role: role === undefined ? '' : t(`role.${role}`) });
}
