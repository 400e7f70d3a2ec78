import { el } from './dom.js';

/** A control under its label, with a line of help where there is something to explain. */
export function field(label, control, hint = null) {
  const help = hint === null ? null : el('span', { class: 'hint' }, hint);
  return el('label', { class: 'field' }, el('span', { class: 'field-label' }, label), control, help);
}

/** A line of text for ids: no correction, no capitals. */
export function idInput(testId, attributes = {}) {
  return el('input', {
    'class': 'input',
    'data-testid': testId,
    'autocomplete': 'off',
    'autocapitalize': 'none',
    'spellcheck': 'false',
    'maxlength': 64,
    ...attributes,
  });
}

/** Where a form says what is wrong; read aloud when it appears. */
export function mistakeLine(testId = 'form-error', text = '') {
  return el('p', { 'class': 'form-error', 'role': 'alert', 'data-testid': testId }, text);
}
