/**
 * The browser's `localStorage` and `sessionStorage`, or a stand-in that forgets when the page goes, where a browser
 * denies them.
 */
export const localStore = available(() => globalThis.localStorage);
export const sessionStore = available(() => globalThis.sessionStorage);

function available(storage) {
  try {
    const found = storage();
    found.setItem('keel/probe', '1');
    found.removeItem('keel/probe');
    return found;
  } catch {
    return new MemoryStorage();
  }
}

class MemoryStorage {
  #items = new Map();

  get length() {
    return this.#items.size;
  }

  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#items.set(key, value);
  }

  removeItem(key) {
    this.#items.delete(key);
  }
}
