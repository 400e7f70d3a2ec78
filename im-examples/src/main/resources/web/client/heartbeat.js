/** Numbered beats at the pace that the gateway asks for in its welcome, from `start` to `stop`. */
export class Heartbeat {
  #clock;
  #beat;
  #timer = null;

  constructor(clock, beat) {
    this.#clock = clock;
    this.#beat = beat;
  }

  start(intervalMillis) {
    this.stop();
    let count = 0;
    const next = () => {
      this.#timer = this.#clock.setTimeout(next, intervalMillis);
      count += 1;
      this.#beat(count);
    };
    this.#timer = this.#clock.setTimeout(next, intervalMillis);
  }

  stop() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
