import { localStore } from '../platform/storage.js';
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
  try {
    localStore.setItem(KEY, wanted);
  } catch {
    // A full storage forgets the choice with the page.
  }
  applyLanguage();
}

/** Tells the browser, and those who listen to it, which language the page is in. */
export function applyLanguage() {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

export function has(key) {
  return key in LANGUAGES[current];
}

/** The words for a key, with `{names}` in them replaced by the values given. */
export function t(key, values = {}) {
  const words = LANGUAGES[current][key];
  const text = typeof words === 'function' ? words(values) : words;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function chosen() {
  const stored = localStore.getItem(KEY);
  if (stored in LANGUAGES) return stored;
  const preferred = navigator.languages.find((tag) => tag.slice(0, 2) in LANGUAGES) ?? 'en';
  return preferred.slice(0, 2);
}
