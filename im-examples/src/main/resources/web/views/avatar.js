import { el } from './dom.js';
import { icon } from './icons.js';

const HUES = 10;

/** A coloured disc with the first letters of a name: the same name has the same colour everywhere. */
export function avatar(name, { group = false, size = '' } = {}) {
  const content = group && !name ? icon('group') : initials(name);
  const classes = ['avatar', `hue-${hueOf(name)}`, size, group ? 'is-group' : ''];
  return el('span', { 'class': classes.filter(Boolean).join(' '), 'aria-hidden': 'true' }, content);
}

/** The first letters of a Latin name's first two words, the first character of any other. */
function initials(name) {
  const words = name.split(/[\s._@-]+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0].toUpperCase());
  return /^[A-Z0-9]/.test(letters[0] ?? '') ? letters.join('') : (letters[0] ?? '?');
}

/** FNV-1a, folded: neighbouring names fall far apart. */
function hueOf(name) {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  return ((hash >>> 16) ^ (hash & 0xffff)) % HUES;
}
