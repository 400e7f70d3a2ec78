import { el } from './dom.js';

/** A part of the page with a heading of its own. */
export function section(title, content) {
  return el('section', { class: 'section' }, el('h2', { class: 'section-title' }, title), content);
}
