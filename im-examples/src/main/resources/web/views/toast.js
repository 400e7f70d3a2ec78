import { el } from './dom.js';

const SHOW_MILLIS = 5_000;

/** A short notice at the edge of the page, read aloud and gone by itself. */
export function toast(text) {
  const notice = el('div', { 'class': 'toast', 'data-testid': 'toast' }, text);
  const region = document.getElementById('toasts');
  region.append(notice);
  setTimeout(() => notice.remove(), SHOW_MILLIS);
}
