import { number, t } from '../i18n/index.js';
import { el } from './dom.js';
import { Sparkline } from './sparkline.js';

/** One figure: its name, what it is now, and how it went. */
export class Tile {
  element;
  #digits;
  #value = el('span', { class: 'tile-number' }, '–');
  #line = new Sparkline();

  constructor(name, digits, unit = '') {
    this.#digits = digits;
    this.element = el(
      'section',
      { 'class': `tile is-${name}`, 'data-testid': `tile-${name}` },
      el('h2', { class: 'tile-name' }, t(name)),
      el('p', { class: 'tile-value' }, this.#value, el('span', { class: 'tile-unit' }, unit)),
      el('p', { class: 'tile-hint' }, t(`${name}.hint`)),
      this.#line.element,
    );
  }

  render(trend, everyMillis) {
    const now = trend.at(-1) ?? 0;
    this.element.dataset.some = trend.some((value) => value > 0) ? 'yes' : 'no';
    this.#value.textContent = number(now, now < 100 ? this.#digits : 0);
    const minutes = Math.max(1, Math.round((trend.length * everyMillis) / 60000));
    this.#line.render(trend, t('trend', { minutes }));
  }
}
