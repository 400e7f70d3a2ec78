import { Backoff } from './backoff.js';
import { delay } from './clock.js';
import { messageOf } from './message.js';
import { number } from './numbers.js';

const PAGE = 200;

/**
 * Pulls everything that this device has not seen: the inbox page by page, then the read-diffused conversations whose
 * head has moved. One run at a time; a run asked for during another follows it.
 */
export class CatchUp {
  #request;
  #inbox;
  #streams;
  #clock;
  #backoff;
  #running = null;
  #again = false;

  constructor({ request, inbox, streams, clock, random }) {
    this.#request = request;
    this.#inbox = inbox;
    this.#streams = streams;
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
  }

  /** Resolves when this device has seen what there was, or when the connection is gone. */
  run() {
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#pullUntilDone().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #pullUntilDone() {
    do {
      this.#again = false;
      try {
        await this.#streams.catchUp(await this.#pullInbox());
        this.#backoff.reset();
      } catch (error) {
        // The next welcome starts a run of its own.
        if (!error.retryable || error.disconnected) return;
        await delay(this.#clock, error.retryAfterMillis || this.#backoff.next());
        this.#again = true;
      }
    } while (this.#again);
  }

  async #pullInbox() {
    for (;;) {
      const { syncPage } = await this.#request({ sync: { after: this.#inbox.position, limit: PAGE } });
      for (const entry of syncPage.entries ?? []) this.#inbox.offer(number(entry.inboxSeq), itemOf(entry));
      this.#inbox.skipTo(number(syncPage.next));
      if (!syncPage.hasMore) return syncPage.heads ?? [];
    }
  }
}

/** What stands at an inbox position: a message, a removal, or nothing that the user still has. */
export function itemOf(entry) {
  if (entry.message) return { message: messageOf(entry.message) };
  if (entry.removed) return { removed: removalOf(entry.removed) };
  return {};
}

export function removalOf(json) {
  return { conversation: json.conversation, seqs: (json.seqs ?? []).map(number) };
}
