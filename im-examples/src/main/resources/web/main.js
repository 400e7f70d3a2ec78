import { ImClient } from './client/client.js';
import { applyLanguage, t } from './i18n/index.js';
import { Chat } from './model/chat.js';
import { claimDevice } from './platform/device.js';
import { otherGateways, socketAddress } from './platform/gateways.js';
import { Session } from './platform/session.js';
import { localStore, sessionStore } from './platform/storage.js';
import { TabLock } from './platform/tab-lock.js';
import { confirmed } from './views/dialog.js';
import { Shell } from './views/shell.js';
import { SignIn } from './views/sign-in.js';

/** The page: signed out or signed in, in one language or the other. */
class Page {
  #session = new Session();
  #lock = new TabLock();
  #chat = null;
  #view = null;

  async open() {
    applyLanguage();
    this.#session.onSignOut((user) => {
      if (this.#chat?.user === user) this.#signedOut({});
    });
    for (const type of ['online', 'offline']) addEventListener(type, () => this.#chat?.client.probe());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.#chat?.client.probe();
    });
    const session = this.#session.current();
    if (session === null) this.#showSignIn({});
    else await this.#signIn(session);
  }

  async #signIn(session) {
    const device = await claimDevice(session.user, this.#lock);
    const client = new ImClient({
      url: socketAddress(location),
      otherGateways: () => otherGateways(),
      user: session.user,
      token: session.token,
      device,
      storage: localStore,
    });
    client.on('state', (state) => {
      if (state === 'unauthenticated') this.#signedOut({ user: session.user, ended: true });
    });
    this.#chat = new Chat({ client, draftStorage: sessionStore });
    this.#showShell();
    client.start();
  }

  async #signOut() {
    const unsent = this.#chat.client.outbox.entries;
    if (unsent.length > 0) {
      const text = t('signOut.ask', { count: unsent.length });
      if (!(await confirmed({ title: t('signOut'), text, action: t('signOut') }))) return;
      for (const { clientMsgId } of [...unsent]) this.#chat.client.outbox.settle(clientMsgId);
    }
    this.#session.signOut(this.#chat.user);
    this.#signedOut({});
  }

  #signedOut(form) {
    this.#chat.client.stop();
    this.#chat = null;
    this.#session.end();
    history.replaceState(null, '', location.pathname + location.search);
    this.#showSignIn(form);
  }

  #showSignIn(form) {
    const view = new SignIn({
      ...form,
      onSignedIn: (session) => {
        this.#session.begin(session);
        this.#signIn(session);
      },
      onLanguage: () => this.#showSignIn(view.state),
    });
    this.#show(view);
    view.focus();
  }

  #showShell() {
    const view = new Shell({ chat: this.#chat, onLanguage: () => this.#showShell(), onSignOut: () => this.#signOut() });
    this.#show(view);
    view.shown();
  }

  #show(view) {
    this.#view?.end?.();
    this.#view = view;
    document.getElementById('app').replaceChildren(view.element);
  }
}

new Page().open();
