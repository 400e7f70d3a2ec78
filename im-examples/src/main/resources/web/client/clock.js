/** The time and the timers of the page or of node; a test hands in its own. Times in milliseconds since the epoch. */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (task, millis) => globalThis.setTimeout(task, millis),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
};

/** Resolves after `millis` of the given clock. */
export function delay(clock, millis) {
  return new Promise((resolve) => clock.setTimeout(resolve, millis));
}
