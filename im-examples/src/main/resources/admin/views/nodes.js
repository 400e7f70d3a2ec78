import { number, t } from '../i18n/index.js';
import { el } from './dom.js';
import { noRows, rows } from './rows.js';
import { section } from './section.js';
import { uptime } from './time.js';

const COLUMNS = ['name', 'health', 'connections', 'breakers', 'config', 'version', 'uptime'];

/** The processes, each a row; on a phone's width each a card. */
export class Nodes {
  element;
  #body = el('tbody', { 'data-testid': 'nodes' });

  constructor() {
    this.element = section(
      t('nodes'),
      el(
        'table',
        { class: 'table is-nodes' },
        el('thead', {}, el('tr', {}, ...COLUMNS.map((name) => el('th', { class: `is-${name}`, scope: 'col' }, t(name))))),
        this.#body,
      ),
    );
  }

  render(nodes) {
    if (nodes.length === 0) {
      noRows(this.#body, COLUMNS, t('nodes.none'));
      return;
    }
    rows(this.#body, nodes, (node) => node.instance, COLUMNS, cells, t);
    for (const row of this.#body.children) {
      const node = nodes.find(({ instance }) => instance === row.dataset.key);
      row.dataset.testid = 'node';
      row.dataset.name = node.name;
    }
  }
}

function cells(node) {
  return {
    name: [el('strong', { class: 'node-name' }, node.name), el('span', { class: 'node-id' }, node.instance)],
    health: [health(node)],
    connections: [node.connections === null ? '' : number(node.connections)],
    breakers: breakers(node),
    config: [node.configRevision === null ? '' : `#${node.configRevision}`],
    version: [node.version ?? ''],
    uptime: [node.uptimeSeconds === null ? '' : uptime(node.uptimeSeconds)],
  };
}

function health(node) {
  return el(
    'span',
    { 'class': 'state', 'data-state': node.health, 'title': node.reason === '' ? null : node.reason },
    t(`health.${node.health}`),
  );
}

function breakers(node) {
  const all = Object.entries(node.breakers);
  if (all.length === 0) return [];
  const tripped = all.filter(([, state]) => state !== 'closed');
  if (tripped.length === 0) return [el('span', { class: 'quiet' }, t('breakers.closed'))];
  return tripped.map(([name, state]) =>
    el('span', { 'class': 'chip', 'data-state': state }, t(`breaker.${state}`, { name })),
  );
}
