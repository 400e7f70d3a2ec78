import { t } from '../i18n/index.js';
import { el } from './dom.js';

/** A short loss is no news: the line appears when a connection has been missing for this long. */
const QUIET_MILLIS = 800;

/** The line that tells when the page is not connected, and what can be done about it. */
export class Banner {
  element;
  #client;
  #quiet = true;
  #quietTimer = null;
  #countdown = null;

  constructor(client, scope) {
    this.#client = client;
    this.element = el('div', {
      'class': 'banner',
      'role': 'status',
      'aria-live': 'polite',
      'data-testid': 'connection',
      'hidden': true,
    });
    scope.on(client, 'state', () => this.#changed());
    scope.onEnd(() => {
      clearTimeout(this.#quietTimer);
      clearTimeout(this.#countdown);
    });
    this.#changed();
  }

  #changed() {
    this.element.dataset.state = this.#client.state;
    if (this.#client.state === 'waiting' || this.#client.state === 'connecting') {
      this.#quietTimer ??= setTimeout(() => {
        this.#quiet = false;
        this.#render();
      }, QUIET_MILLIS);
    } else {
      clearTimeout(this.#quietTimer);
      this.#quietTimer = null;
      this.#quiet = true;
    }
    this.#render();
  }

  #render() {
    const { state } = this.#client;
    this.element.hidden = state === 'kicked' ? false : this.#quiet;
    clearTimeout(this.#countdown);
    if (state === 'waiting') this.#renderWaiting();
    else if (state === 'connecting')
      this.element.replaceChildren(spinner(), el('span', {}, t('connection.connecting')));
    else if (state === 'kicked') this.#renderKicked();
  }

  #renderWaiting() {
    const seconds = Math.max(1, Math.ceil((this.#client.retryAt - Date.now()) / 1000));
    // Only the first words are read aloud, not every second that passes.
    const countdown = el('span', { 'aria-hidden': 'true' }, t('connection.retry', { seconds }));
    this.element.replaceChildren(
      el('span', { class: 'banner-dot' }),
      el('span', {}, t('connection.offline')),
      countdown,
      button(t('connection.now'), 'retry-now', () => this.#client.retryNow()),
    );
    const tick = () => {
      const left = Math.max(1, Math.ceil((this.#client.retryAt - Date.now()) / 1000));
      countdown.textContent = t('connection.retry', { seconds: left });
      this.#countdown = setTimeout(tick, 1000);
    };
    this.#countdown = setTimeout(tick, 1000);
  }

  #renderKicked() {
    this.element.replaceChildren(
      el('span', { class: 'banner-dot' }),
      el('span', {}, t('connection.kicked')),
      button(t('connection.here'), 'use-here', () => this.#client.start()),
    );
  }
}

function button(label, testId, run) {
  return el(
    'button',
    { 'class': 'button is-small', 'type': 'button', 'data-testid': testId, 'on': { click: run } },
    label,
  );
}

function spinner() {
  return el('span', { 'class': 'spinner', 'aria-hidden': 'true' });
}
