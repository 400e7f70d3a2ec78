/** Named events with any number of listeners, called in the order in which they were added. */
export class Emitter {
  #listeners = new Map();

  /** Calls `listener` on each event of that name until the returned function is called. */
  on(name, listener) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(listener);
    return () => this.#listeners.get(name).delete(listener);
  }

  /** A listener that throws is reported to the host and stops neither the others nor the caller. */
  emit(name, ...details) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(...details);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
