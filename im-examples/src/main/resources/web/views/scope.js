const HIDDEN_DELAY_MILLIS = 200;

/** The life of a view: what it listens to and what it has scheduled ends with it. */
export class Scope {
  #endings = [];
  #ended = false;

  /** Listens to an `Emitter`. */
  on(emitter, name, listener) {
    this.#endings.push(emitter.on(name, listener));
  }

  /** Listens to a target outside of the view's own elements. */
  listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.onEnd(() => target.removeEventListener(type, listener));
  }

  onEnd(ending) {
    this.#endings.push(ending);
  }

  /** `task`, run once a frame however often it is asked for; in a hidden page, which has no frames, a little later. */
  batched(task) {
    let due = false;
    const run = () => {
      due = false;
      if (!this.#ended) task();
    };
    return () => {
      if (due) return;
      due = true;
      if (document.hidden) setTimeout(run, HIDDEN_DELAY_MILLIS);
      else requestAnimationFrame(run);
    };
  }

  end() {
    this.#ended = true;
    for (const ending of this.#endings.splice(0)) ending();
  }
}
