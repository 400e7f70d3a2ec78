import { number, t } from '../i18n/index.js';
import { el } from './dom.js';
import { noRows, rows } from './rows.js';
import { section } from './section.js';

const COLUMNS = ['group', 'topic', 'waiting', 'partitions', 'handled'];

/** Who reads what from Kafka, and what waits for it. */
export class Groups {
  element;
  #body = el('tbody', { 'data-testid': 'groups' });

  constructor() {
    this.element = section(
      t('groups'),
      el(
        'table',
        { class: 'table is-groups' },
        el('thead', {}, el('tr', {}, ...COLUMNS.map((name) => el('th', { class: `is-${name}`, scope: 'col' }, t(name))))),
        this.#body,
      ),
    );
  }

  render(groups) {
    if (groups.length === 0) {
      noRows(this.#body, COLUMNS, t('groups.none'));
      return;
    }
    rows(this.#body, groups, ({ group }) => group, COLUMNS, cells, t);
    for (const row of this.#body.children) row.dataset.testid = 'group';
  }
}

function cells(group) {
  return {
    group: [el('strong', {}, group.group)],
    topic: [group.topic],
    waiting: [el('span', { 'class': 'count', 'data-some': group.waiting > 0 ? 'yes' : 'no' }, number(group.waiting))],
    partitions: [t('partitions.of', { behind: number(group.behind), all: number(group.partitions) })],
    handled: [number(group.handled)],
  };
}
