import { el } from './dom.js';

const LINK = /https?:\/\/[^\s<>"'，。；！？、（）《》「」]+/g;

/** A message's text as nodes: addresses become links, mentioned users stand out, all else is text. */
export function richText(text, mentions, me) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    nodes.push(...withMentions(text.slice(from, match.index), mentions, me), link(address));
    from = match.index + address.length;
  }
  nodes.push(...withMentions(text.slice(from), mentions, me));
  return nodes;
}

function withMentions(text, mentions, me) {
  if (mentions.length === 0) return [text];
  return text.split(patternOf(mentions)).map((part) => {
    const user = mentions.find((mentioned) => part === `@${mentioned}`);
    return user === undefined ? part : el('span', { class: user === me ? 'mention is-me' : 'mention' }, part);
  });
}

/** The longest name first: of `ann` and `ann.lee`, a text that names the second names not the first. */
function patternOf(mentions) {
  const longestFirst = [...mentions].sort((a, b) => b.length - a.length);
  const names = longestFirst.map((user) => user.replace(/[.]/g, '\\.'));
  return new RegExp(`(@(?:${names.join('|')})(?![A-Za-z0-9_@-]))`);
}

function link(address) {
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, address);
}
