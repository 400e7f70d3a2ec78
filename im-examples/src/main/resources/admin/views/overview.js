import { t } from '../i18n/index.js';
import { troublesOf } from '../model/troubles.js';
import { el } from './dom.js';
import { Groups } from './groups.js';
import { languageButton } from './language.js';
import { Nodes } from './nodes.js';
import { Tile } from './tile.js';
import { clock } from './time.js';
import { troubleText } from './trouble-text.js';

/** The figures, as they come. */
export class Overview {
  element = el('div', { class: 'overview' });
  #feed;
  #onSignOut;
  #figures = null;
  #stale = false;
  #parts;

  constructor({ feed, onSignOut }) {
    this.#feed = feed;
    this.#onSignOut = onSignOut;
    this.#build();
    feed.onFigures = (figures) => {
      this.#figures = figures;
      this.#stale = false;
      this.#render();
    };
    feed.onTrouble = () => {
      this.#stale = true;
      this.#render();
    };
  }

  end() {
    this.#feed.end();
  }

  #build() {
    const tiles = {
      connections: new Tile('connections', 0),
      messagesPerSecond: new Tile('messages', 1, t('perSecond')),
      pushesPerSecond: new Tile('pushes', 1, t('perSecond')),
      waiting: new Tile('waiting', 0),
      refusedPerSecond: new Tile('refused', 1, t('perSecond')),
    };
    this.#parts = {
      live: el('span', { 'class': 'live', 'role': 'status', 'data-testid': 'live' }),
      troubles: el('ul', { 'class': 'troubles', 'aria-live': 'polite', 'data-testid': 'troubles' }),
      tiles,
      nodes: new Nodes(),
      groups: new Groups(),
      foot: el('footer', { class: 'foot' }),
    };
    this.element.replaceChildren(
      this.#head(),
      el(
        'main',
        { class: 'content' },
        this.#parts.troubles,
        el('div', { class: 'tiles' }, ...Object.values(tiles).map((tile) => tile.element)),
        this.#parts.nodes.element,
        this.#parts.groups.element,
        this.#parts.foot,
      ),
    );
    this.#render();
  }

  #head() {
    return el(
      'header',
      { class: 'head' },
      el('img', { class: 'head-logo', src: 'favicon.svg', alt: '' }),
      el('h1', { class: 'head-title' }, t('title')),
      this.#parts.live,
      el('span', { class: 'head-space' }),
      languageButton(() => this.#build()),
      el(
        'button',
        {
          'class': 'button is-quiet is-small',
          'type': 'button',
          'data-testid': 'sign-out',
          'on': { click: () => this.#onSignOut() },
        },
        t('signOut'),
      ),
    );
  }

  #render() {
    const { live, troubles, tiles, nodes, groups, foot } = this.#parts;
    const figures = this.#figures;
    live.dataset.state = this.#stale ? 'stale' : figures === null ? 'connecting' : 'live';
    live.textContent = this.#liveText();
    this.element.classList.toggle('is-stale', this.#stale);
    if (figures === null) return;
    this.#renderTroubles(troubles, troublesOf(figures).map(troubleText));
    for (const [name, tile] of Object.entries(tiles)) tile.render(figures.trends[name], figures.everyMillis);
    nodes.render(figures.nodes);
    groups.render(figures.groups);
    foot.textContent = [
      t('updated', { time: clock(figures.at) }),
      ...(figures.configuredKeys === null ? [] : [t('config.keys', { count: figures.configuredKeys })]),
    ].join(' · ');
  }

  /** Said aloud by some browsers whenever it changes, so it changes only when there is something to say. */
  #renderTroubles(list, texts) {
    const said = JSON.stringify(texts);
    if (list.dataset.said === said) return;
    list.dataset.said = said;
    list.replaceChildren(
      ...(texts.length === 0
        ? [el('li', { class: 'trouble is-none' }, t('trouble.none'))]
        : texts.map((text) => el('li', { class: 'trouble' }, text))),
    );
  }

  #liveText() {
    if (this.#figures === null) return t('live.connecting');
    return this.#stale ? t('live.stale', { time: clock(this.#figures.at) }) : t('live');
  }
}
