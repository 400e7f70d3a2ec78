import { el } from './dom.js';
import { icon } from './icons.js';

let closeOpen = () => {};

/**
 * Opens a menu at a button. `items`: `{icon, label, run, testId?, danger?}`; arrow keys move, Escape gives the focus
 * back. At most one menu is open.
 */
export function openMenu(button, items) {
  closeOpen();
  const rows = items.map((item) => row(item, (task) => close(task)));
  const menu = el(
    'div',
    { 'class': 'menu', 'role': 'menu', 'data-testid': 'menu', 'on': { keydown: (event) => move(event, rows) } },
    ...rows,
  );
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close();
  };
  const escape = (event) => {
    if (event.key === 'Escape' || event.key === 'Tab') close();
  };
  function close(task) {
    closeOpen = () => {};
    document.removeEventListener('pointerdown', outside);
    document.removeEventListener('keydown', escape);
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    button.focus({ preventScroll: true });
    task?.();
  }
  closeOpen = close;
  document.body.append(menu);
  place(menu, button);
  button.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside);
  document.addEventListener('keydown', escape);
  rows[0]?.focus();
}

/** A button that opens a menu; its items are asked for when it is opened. */
export function menuButton(attributes, content, items) {
  const button = el(
    'button',
    { 'type': 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', ...attributes },
    content,
  );
  button.addEventListener('click', () => openMenu(button, items()));
  return button;
}

function row({ icon: name, label, run, testId, danger = false }, close) {
  const attributes = {
    'class': danger ? 'menu-item is-danger' : 'menu-item',
    'type': 'button',
    'role': 'menuitem',
    'tabIndex': -1,
    'data-testid': testId,
    'on': { click: () => close(run) },
  };
  return el('button', attributes, icon(name), el('span', {}, label));
}

function move(event, rows) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const at = rows.indexOf(document.activeElement);
  rows[(at + steps[event.key] + rows.length) % rows.length].focus();
}

/** Below the button, or above it where there is no room; within the page's width. */
function place(menu, button) {
  const around = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = around.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, around.top - height - 4) : below;
  const left = Math.max(8, Math.min(around.right - width, innerWidth - width - 8));
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}
