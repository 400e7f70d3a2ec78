import { t } from '../i18n/index.js';
import { el } from './dom.js';
import { languageButton } from './language.js';

/** Asks for the token. `refused` says that the last one was not the right one; `onToken(token)` takes the next. */
export class SignIn {
  element;
  #token;
  #error;
  #refused;

  constructor({ refused = false, token = '', onToken, onLanguage }) {
    this.#refused = refused;
    this.#token = el('input', {
      'class': 'input',
      'type': 'password',
      'id': 'token',
      'value': token,
      'autocomplete': 'off',
      'spellcheck': 'false',
      'data-testid': 'token',
    });
    this.#error = el(
      'p',
      { 'class': 'form-error', 'role': 'alert', 'data-testid': 'error' },
      refused ? t('signIn.refused') : '',
    );
    const submitted = (event) => {
      event.preventDefault();
      const given = this.#token.value.trim();
      this.#error.textContent = given === '' ? t('signIn.missing') : '';
      if (given !== '') onToken(given);
    };
    this.element = el(
      'main',
      { class: 'sign-in' },
      languageButton(onLanguage),
      el(
        'form',
        { class: 'sign-in-card form', novalidate: '', on: { submit: submitted } },
        el('img', { class: 'sign-in-logo', src: 'favicon.svg', alt: '' }),
        el('h1', {}, t('signIn.title')),
        el('p', { class: 'sign-in-lead' }, t('signIn.lead')),
        el(
          'div',
          { class: 'field' },
          el('label', { class: 'field-label', htmlFor: 'token' }, t('token')),
          this.#token,
          el('span', { class: 'hint' }, t('token.hint')),
        ),
        this.#error,
        el('button', { 'class': 'button is-primary is-large', 'type': 'submit', 'data-testid': 'look' }, t('signIn.action')),
      ),
    );
  }

  get state() {
    return { refused: this.#refused, token: this.#token.value };
  }

  focus() {
    this.#token.focus();
  }
}
