import { applyLanguage } from './i18n/index.js';
import { Feed } from './model/feed.js';
import { Overview } from './views/overview.js';
import { SignIn } from './views/sign-in.js';

const KEY = 'keel/admin-token';

/** The page: it asks for the token, which this tab alone remembers, or shows the figures. */
class Page {
  #view = null;

  open() {
    applyLanguage();
    const token = sessionStorage.getItem(KEY);
    if (token === null) this.#showSignIn({});
    else this.#showOverview(token);
  }

  #showSignIn(state) {
    const view = new SignIn({
      ...state,
      onToken: (token) => {
        sessionStorage.setItem(KEY, token);
        this.#showOverview(token);
      },
      onLanguage: () => this.#showSignIn(view.state),
    });
    this.#show(view);
    view.focus();
  }

  #showOverview(token) {
    const feed = new Feed(token);
    feed.onRefused = () => this.#signedOut({ refused: true });
    this.#show(new Overview({ feed, onSignOut: () => this.#signedOut({}) }));
    feed.start();
  }

  #signedOut(state) {
    sessionStorage.removeItem(KEY);
    this.#showSignIn(state);
  }

  #show(view) {
    this.#view?.end?.();
    this.#view = view;
    document.getElementById('app').replaceChildren(view.element);
  }
}

new Page().open();
