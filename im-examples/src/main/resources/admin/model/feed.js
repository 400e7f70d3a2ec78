const FIRST_MILLIS = 1000;
const PATIENCE_MILLIS = 5000;

/**
 * Asks for the figures again and again while the page is seen. `onFigures(figures)` and `onTrouble()` hear what came of it,
 * `onRefused()` that the token is not good; then nothing is asked any more.
 */
export class Feed {
  onFigures = () => {};
  onTrouble = () => {};
  onRefused = () => {};
  #token;
  #timer = null;
  #ended = false;
  #seen = () => {
    if (!document.hidden) this.#ask();
  };

  constructor(token) {
    this.#token = token;
  }

  start() {
    document.addEventListener('visibilitychange', this.#seen);
    this.#ask();
  }

  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  async #ask() {
    clearTimeout(this.#timer);
    let next = FIRST_MILLIS;
    try {
      const response = await fetch('api/figures', {
        headers: { authorization: `Bearer ${this.#token}` },
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE_MILLIS),
      });
      if (this.#ended) return;
      if (response.status === 401) {
        this.end();
        this.onRefused();
        return;
      }
      if (!response.ok) throw new Error(`status ${response.status}`);
      const figures = await response.json();
      if (this.#ended) return;
      next = figures.everyMillis;
      this.onFigures(figures);
    } catch {
      if (!this.#ended) this.onTrouble();
    }
    // A page that nobody looks at asks for nothing; when it is seen again it asks at once.
    clearTimeout(this.#timer);
    if (!this.#ended && !document.hidden) this.#timer = setTimeout(() => this.#ask(), next);
  }
}
