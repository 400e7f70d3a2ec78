import { isWellFormedId } from '../client/conversation-id.js';
import { login, register } from '../client/http.js';
import { language, setLanguage, t } from '../i18n/index.js';
import { el } from './dom.js';
import { errorText } from './error-text.js';
import { field, idInput, mistakeLine } from './form.js';
import { icon } from './icons.js';

/**
 * The page before sign-in: one form that signs in or makes an account first. `ended` says that a session has just ended;
 * `onSignedIn(session)` takes the new one.
 */
export class SignIn {
  element;
  #registering;
  #onSignedIn;
  #user;
  #password;
  #error;
  #submit;

  constructor({ user = '', registering = false, ended = false, onSignedIn, onLanguage }) {
    this.#registering = registering;
    this.#onSignedIn = onSignedIn;
    this.#error = mistakeLine('auth-error', ended ? t('session.ended') : '');
    this.#user = idInput('user-input', { name: 'user', value: user, autocomplete: 'username' });
    this.#password = this.#passwordField();
    this.#submit = el(
      'button',
      { 'class': 'button is-primary is-large', 'type': 'submit', 'data-testid': 'auth-submit' },
      this.#action(),
    );
    this.element = el('main', { class: 'sign-in' }, this.#languageButton(onLanguage), this.#card());
  }

  /** Whether the form stands on 'new account', for a page that is built anew in another language. */
  get state() {
    return { user: this.#user.value, registering: this.#registering };
  }

  focus() {
    (this.#user.value ? this.#password : this.#user).focus();
  }

  #card() {
    return el(
      'div',
      { class: 'sign-in-card' },
      el('img', { class: 'logo', src: 'favicon.svg', alt: '' }),
      el('h1', {}, this.#registering ? t('register.title') : t('signIn.title')),
      el('p', { class: 'sign-in-lead' }, t('signIn.lead')),
      el(
        'form',
        { class: 'form', novalidate: '', on: { submit: (event) => this.#submitted(event) } },
        field(t('user'), this.#user, this.#registering ? t('user.hint') : null),
        field(t('password'), this.#password, this.#registering ? t('password.hint') : null),
        this.#error,
        this.#submit,
      ),
      el(
        'p',
        { class: 'sign-in-switch' },
        this.#registering ? t('register.have') : t('signIn.none'),
        ' ',
        el(
          'button',
          { 'class': 'link', 'type': 'button', 'data-testid': 'auth-switch', 'on': { click: () => this.#switch() } },
          this.#registering ? t('signIn.action') : t('register.action'),
        ),
      ),
    );
  }

  #passwordField() {
    return el('input', {
      'class': 'input',
      'type': 'password',
      'name': 'password',
      'autocomplete': this.#registering ? 'new-password' : 'current-password',
      'maxlength': 128,
      'data-testid': 'password-input',
    });
  }

  #languageButton(onLanguage) {
    const other = language() === 'zh' ? 'en' : 'zh';
    const change = () => {
      setLanguage(other);
      onLanguage();
    };
    return el(
      'button',
      {
        'class': 'button is-quiet language',
        'type': 'button',
        'lang': other,
        'data-testid': 'language-toggle',
        'on': { click: change },
      },
      icon('globe'),
      t('language.other'),
    );
  }

  #action() {
    return this.#registering ? t('register.action') : t('signIn.action');
  }

  #switch() {
    this.#registering = !this.#registering;
    this.#error.textContent = '';
    this.#password = this.#passwordField();
    this.#submit.textContent = this.#action();
    this.element.lastElementChild.replaceWith(this.#card());
    this.focus();
  }

  async #submitted(event) {
    event.preventDefault();
    const account = { user: this.#user.value.trim(), password: this.#password.value };
    const mistake = this.#mistakeIn(account);
    this.#error.textContent = mistake;
    if (mistake !== '') return;
    this.#submit.disabled = true;
    try {
      if (this.#registering) await register(account);
      this.#onSignedIn(await login(account));
    } catch (error) {
      this.#error.textContent = errorText(error, 'auth');
    } finally {
      this.#submit.disabled = false;
    }
  }

  #mistakeIn({ user, password }) {
    if (!isWellFormedId(user)) return t('user.malformed');
    const length = [...password].length;
    if (this.#registering && (length < 8 || length > 128)) return t('password.malformed');
    return '';
  }
}
