/** Text that was written and not sent, by conversation: it is there again after a look elsewhere or a reload. */
export class Drafts {
  #storage;
  #prefix;

  constructor(storage, user) {
    this.#storage = storage;
    this.#prefix = `keel/draft/${user}/`;
  }

  of(conversation) {
    return this.#storage.getItem(this.#prefix + conversation) ?? '';
  }

  keep(conversation, text) {
    try {
      if (text === '') this.#storage.removeItem(this.#prefix + conversation);
      else this.#storage.setItem(this.#prefix + conversation, text);
    } catch {
      // A full storage loses a draft, never a message.
    }
  }
}
