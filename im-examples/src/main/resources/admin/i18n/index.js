import { en } from './en.js';
import { zh } from './zh.js';

const KEY = 'keel/language';
const LANGUAGES = { en, zh };

let current = chosen();

/** The language of the page: `en` or `zh`. */
export function language() {
  return current;
}

/** Chooses a language for this browser; what is already shown is built anew by the caller. */
export function setLanguage(wanted) {
  current = wanted;
  localStorage.setItem(KEY, wanted);
  applyLanguage();
}

/** Tells the browser which language the page is in. */
export function applyLanguage() {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
}

/** The words for a key, with `{names}` in them replaced by the values given. */
export function t(key, values = {}) {
  return LANGUAGES[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A number as people of this language write it. */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(current === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: digits }).format(value);
}

function chosen() {
  const stored = localStorage.getItem(KEY);
  if (stored in LANGUAGES) return stored;
  const preferred = navigator.languages.find((tag) => tag.slice(0, 2) in LANGUAGES) ?? 'en';
  return preferred.slice(0, 2);
}
