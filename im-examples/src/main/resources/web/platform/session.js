import { localStore, sessionStore } from './storage.js';

const KEY = 'keel/session';
const CHANNEL = 'keel/session';

/**
 * Who is signed in: `{user, token, expiresAt}`. Each tab has its own session, so that two tabs can be two users; a new
 * tab begins with the one that was signed in last. Signing out reaches every tab of that user.
 */
export class Session {
  #channel = new BroadcastChannel(CHANNEL);

  /** The session of this tab, or null. */
  current() {
    const stored = sessionStore.getItem(KEY) ?? localStore.getItem(KEY);
    if (stored === null) return null;
    const session = JSON.parse(stored);
    if (session.expiresAt <= Date.now()) return null;
    sessionStore.setItem(KEY, stored);
    return session;
  }

  begin(session) {
    sessionStore.setItem(KEY, JSON.stringify(session));
    localStore.setItem(KEY, JSON.stringify(session));
  }

  /** Ends the session of this tab: the user signed out here, or its token is no longer accepted. */
  end() {
    const ended = sessionStore.getItem(KEY);
    sessionStore.removeItem(KEY);
    if (ended !== null && localStore.getItem(KEY) === ended) localStore.removeItem(KEY);
  }

  /** Ends the sessions of this user in all tabs. */
  signOut(user) {
    this.end();
    this.#channel.postMessage({ signedOut: user });
  }

  onSignOut(listener) {
    this.#channel.onmessage = (event) => listener(event.data.signedOut);
  }
}
