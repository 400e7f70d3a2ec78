const PROPERTIES = new Set(['value', 'checked', 'disabled', 'hidden', 'required', 'htmlFor', 'tabIndex']);

/**
 * An element. Strings among the children become text and nothing else: no part of this page turns text into markup.
 * `attributes`: `class`, `on` (listeners by event type), properties of form fields, and attributes; null leaves one out.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name === 'on') listen(element, value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Makes the children of `parent` those that `items` ask for, in their order, keeping the elements of keys that stay, so
 * that focus, selection and pictures survive. `make(item)` builds one; `update(element, item)` brings one up to date.
 */
export function keyed(parent, items, keyOf, make, update = () => {}) {
  const wanted = new Set(items.map(keyOf));
  const present = new Map();
  for (const child of [...parent.children]) {
    if (wanted.has(child.dataset.key)) present.set(child.dataset.key, child);
    else child.remove();
  }
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const element = present.get(key) ?? make(item);
    element.dataset.key = key;
    update(element, item);
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}

function listen(element, listeners) {
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener);
}
