import { el, keyed } from './dom.js';

/**
 * Makes a table's rows those of `items`. A cell keeps its element, and with it whatever of it is selected, for as long as it shows
 * the same. `cellsOf(item)` gives for each of `columns` what stands there, a list.
 */
export function rows(body, items, keyOf, columns, cellsOf, labelOf) {
  for (const empty of body.querySelectorAll('.is-empty')) empty.remove();
  keyed(
    body,
    items,
    keyOf,
    () => el('tr'),
    (row, item) => {
      const cells = cellsOf(item);
      columns.forEach((name, index) => {
        const blank = cells[name].length === 0 || cells[name][0] === '';
        const cell = el(
          'td',
          { 'class': `is-${name}${blank ? ' is-blank' : ''}`, 'data-label': labelOf(name) },
          ...cells[name],
        );
        const shown = row.children[index];
        if (shown === undefined) row.append(cell);
        else if (!shown.isEqualNode(cell)) shown.replaceWith(cell);
      });
    },
  );
}

/** A row that says that there are none. */
export function noRows(body, columns, text) {
  body.replaceChildren(el('tr', { class: 'is-empty' }, el('td', { colspan: columns.length }, text)));
}
