const PATIENCE_MILLIS = 600;
const ANSWER_MILLIS = 150;

/**
 * Names that at most one living tab holds, each until the tab goes. The browser's own locks where it has them; a page
 * from another machine over plain HTTP has none, and there the tabs ask each other over a channel.
 */
export class TabLock {
  #channel = null;
  #held = new Map();

  /** Takes a name, or returns false. `patient` waits a moment for a page that is just being reloaded to let go of it. */
  async take(name, { patient = false } = {}) {
    if (this.#held.get(name)?.taken) return true;
    return navigator.locks ? this.#takeFromBrowser(name, patient) : this.#takeFromTabs(name);
  }

  #takeFromBrowser(name, patient) {
    const options = patient ? { signal: AbortSignal.timeout(PATIENCE_MILLIS) } : { ifAvailable: true };
    return new Promise((resolve) => {
      const hold = (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        this.#held.set(name, { taken: true });
        return new Promise(() => {});
      };
      navigator.locks.request(name, options, hold).catch(() => resolve(false));
    });
  }

  /** Of two tabs that ask at once, the one with the smaller number yields. */
  async #takeFromTabs(name) {
    this.#channel ??= this.#openChannel();
    const claim = { name, number: Math.random(), taken: false };
    this.#held.set(name, claim);
    this.#channel.postMessage({ claim: name, number: claim.number });
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MILLIS));
    if (this.#held.get(name) !== claim) return false;
    claim.taken = true;
    return true;
  }

  #openChannel() {
    const channel = new BroadcastChannel('keel/locks');
    channel.onmessage = ({ data }) => {
      const mine = this.#held.get(data.claim ?? data.refuse);
      if (!mine) return;
      if (data.claim !== undefined && (mine.taken || mine.number > data.number)) {
        channel.postMessage({ refuse: data.claim, number: data.number });
      } else if (data.refuse !== undefined && mine.number === data.number) {
        this.#held.delete(data.refuse);
      }
    };
    return channel;
  }
}
