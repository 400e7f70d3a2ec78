/**
 * Where an outbox outlives a reload: one item per entry, under a prefix that names the user and the device. `storage` is
 * anything shaped like the browser's `localStorage`.
 */
export class OutboxStorage {
  #storage;
  #prefix;

  constructor(storage, user, device) {
    this.#storage = storage;
    this.#prefix = `${outboxPrefix(user)}${device}/`;
  }

  /** The stored entries in the order in which they were written by the user. */
  load() {
    const entries = keysOf(this.#storage, this.#prefix).map((key) => JSON.parse(this.#storage.getItem(key)));
    return entries.sort((a, b) => a.createdAt - b.createdAt || a.order - b.order);
  }

  /** Returns false when the storage is full. */
  save(entry) {
    try {
      this.#storage.setItem(this.#prefix + entry.clientMsgId, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  }

  delete(clientMsgId) {
    this.#storage.removeItem(this.#prefix + clientMsgId);
  }
}

/** The devices of this user, on this storage, that have left something unsent behind. */
export function devicesWithUnsent(storage, user) {
  const prefix = outboxPrefix(user);
  return new Set(keysOf(storage, prefix).map((key) => key.slice(prefix.length).split('/')[0]));
}

function outboxPrefix(user) {
  return `keel/outbox/${user}/`;
}

function keysOf(storage, prefix) {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((key) =>
    key.startsWith(prefix),
  );
}
