const PREFIX = '#/c/';

/** Which conversation is open, kept in the address so that a phone's back button leads to the list. */
export class Route {
  #pushed = false;
  #onChange;

  constructor(scope, onChange) {
    this.#onChange = onChange;
    scope.listen(window, 'popstate', () => this.#changed());
    scope.listen(window, 'hashchange', () => this.#changed());
  }

  /** The open conversation, or null. */
  get conversation() {
    if (!location.hash.startsWith(PREFIX)) return null;
    try {
      return decodeURIComponent(location.hash.slice(PREFIX.length));
    } catch {
      return null;
    }
  }

  open(conversation) {
    const address = PREFIX + encodeURIComponent(conversation);
    if (location.hash === address) return;
    if (this.conversation === null) {
      history.pushState(null, '', address);
      this.#pushed = true;
    } else {
      history.replaceState(null, '', address);
    }
    this.#onChange();
  }

  /** Back to the list. */
  close() {
    if (this.conversation === null) return;
    if (this.#pushed) {
      history.back();
    } else {
      history.replaceState(null, '', location.pathname + location.search);
      this.#onChange();
    }
  }

  #changed() {
    if (this.conversation === null) this.#pushed = false;
    this.#onChange();
  }
}
