import { t } from '../i18n/index.js';
import { el } from './dom.js';
import { icon } from './icons.js';

/**
 * Opens a modal dialog: the browser keeps the focus in it, closes it on Escape and gives the focus back. Returns its
 * `close`.
 */
export function openDialog({ title, testId, wide = false }, ...content) {
  const close = () => dialog.close();
  const heading = el('h2', { id: 'dialog-title' }, title);
  const closeButton = el(
    'button',
    { 'class': 'icon-button', 'type': 'button', 'aria-label': t('close'), 'on': { click: close } },
    icon('close'),
  );
  const dialog = el(
    'dialog',
    { 'class': wide ? 'dialog is-wide' : 'dialog', 'aria-labelledby': 'dialog-title', 'data-testid': testId },
    el('header', { class: 'dialog-head' }, heading, closeButton),
    ...content,
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/** Asks before something that cannot be taken back. Resolves to the answer. */
export function confirmed({ title, text, action }) {
  return new Promise((resolve) => {
    let answer = false;
    const yes = () => {
      answer = true;
      close();
    };
    const close = openDialog(
      { title, testId: 'confirm-dialog' },
      el('p', { class: 'dialog-text' }, text),
      el(
        'div',
        { class: 'dialog-actions' },
        el('button', { class: 'button', type: 'button', on: { click: () => close() } }, t('cancel')),
        el(
          'button',
          { 'class': 'button is-danger', 'type': 'button', 'data-testid': 'confirm', 'on': { click: yes } },
          action,
        ),
      ),
    );
    document.querySelector('dialog[data-testid=confirm-dialog]').addEventListener('close', () => resolve(answer));
  });
}
