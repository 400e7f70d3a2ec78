import { has, t } from '../i18n/index.js';

/** An error in the user's words: those of the place where it happened if there are any, else those of its code. */
export function errorText(error, place) {
  const candidates = [`error.${place}.${error.code}`, `error.${error.code}`];
  return t(candidates.find(has) ?? 'error.other');
}
