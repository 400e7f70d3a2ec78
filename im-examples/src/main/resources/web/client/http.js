import { ImError } from './errors.js';

/** Makes an account. Fails with `ALREADY_EXISTS` when the name is taken. */
export function register(account, options) {
  return post('/api/register', account, options);
}

/** Signs in: `{user, token, expiresAt}`. Fails with `UNAUTHENTICATED` for a wrong name and a wrong password alike. */
export function login({ user, password }, options) {
  return post('/api/login', { user, password }, options);
}

async function post(path, body, { base = '', fetch = globalThis.fetch } = {}) {
  let response;
  try {
    response = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new ImError('OFFLINE');
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new ImError(answer.error?.code ?? 'INTERNAL', answer.error?.message);
}
