import { ImError } from '/client/errors.js';
import { Outbox } from '/client/outbox.js';
import { OutboxStorage, devicesWithUnsent } from '/client/outbox-storage.js';
import { ManualClock, MemoryStorage, equal, settled } from './support.js';

const CONVERSATION = 'd:ann:bob';

/** An outbox whose attempts stand in `attempts` until the test answers them. */
function outbox({ storage = new MemoryStorage(), clock = new ManualClock() } = {}) {
  const attempts = [];
  const send = ({ send: body }) => new Promise((stored, refuse) => attempts.push({ ...body, stored, refuse }));
  const made = new Outbox({ device: 'd1', storage: new OutboxStorage(storage, 'ann', 'd1'), send, clock });
  return { made, attempts, storage, clock };
}

export async function repeatAfterLostConnectionBearsTheSameId() {
  const { made, attempts } = outbox();
  made.resume();
  made.add(CONVERSATION, { text: 'hello' });
  made.suspend();
  attempts[0].refuse(new ImError('CONNECTION_LOST'));
  await settled();
  equal(attempts.length, 1, 'attempts while suspended');
  made.resume();
  equal(attempts[1].clientMsgId, attempts[0].clientMsgId, 'clientMsgId');
}

export async function messagesOfAConversationGoOutOneAfterTheOther() {
  const { made, attempts } = outbox();
  made.resume();
  made.add(CONVERSATION, { text: '1' });
  made.add(CONVERSATION, { text: '2' });
  made.add('g:crew', { text: 'elsewhere' });
  equal(
    attempts.map(({ text }) => text),
    ['1', 'elsewhere'],
  );
  attempts[0].stored({ sent: {} });
  await settled();
  equal(
    attempts.map(({ text }) => text),
    ['1', 'elsewhere', '2'],
  );
}

export async function rateLimitIsWaitedForAsLongAsTheGatewaySays() {
  const { made, attempts, clock } = outbox();
  made.resume();
  made.add(CONVERSATION, { text: '1' });
  attempts[0].refuse(new ImError('RATE_LIMITED', '', 400));
  await clock.advance(399);
  equal(attempts.length, 1, 'attempts before');
  await clock.advance(1);
  equal(attempts.length, 2, 'attempts after');
}

export async function definiteRefusalHoldsUpNothing() {
  const { made, attempts } = outbox();
  made.resume();
  made.add(CONVERSATION, { text: 'refused' });
  made.add(CONVERSATION, { text: 'next' });
  attempts[0].refuse(new ImError('PERMISSION_DENIED'));
  await settled();
  equal(
    made.entries.map(({ state }) => state),
    ['failed', 'sending'],
  );
  equal(attempts[1].text, 'next');
}

export async function whatIsUnsentOutlivesAReload() {
  const first = outbox();
  first.made.add(CONVERSATION, { text: '1' });
  first.made.add(CONVERSATION, { text: '2' });
  equal([...devicesWithUnsent(first.storage, 'ann')], ['d1'], 'devices');
  const second = outbox({ storage: first.storage });
  equal(
    second.made.entries.map(({ content }) => content.text),
    ['1', '2'],
  );
  second.made.resume();
  equal(second.attempts[0].clientMsgId, first.made.entries[0].clientMsgId, 'clientMsgId');
}

export async function confirmedEntryIsNotStoredAnyLonger() {
  const { made, attempts, storage } = outbox();
  made.resume();
  made.add(CONVERSATION, { text: '1' });
  equal(storage.length, 1, 'stored before');
  attempts[0].stored({ sent: {} });
  await settled();
  equal(storage.length, 0, 'stored after');
}

export async function whatWasTriedAndGrewTooOldIsLeftToTheUser() {
  const clock = new ManualClock();
  const first = outbox({ clock });
  first.made.resume();
  first.made.add(CONVERSATION, { text: 'tried' });
  await clock.advance(7 * 24 * 3600 * 1000);
  const second = outbox({ storage: first.storage, clock });
  second.made.resume();
  equal(second.attempts.length, 0, 'attempts');
  equal(second.made.entries[0].code, 'EXPIRED');
  second.made.retry(second.made.entries[0].clientMsgId);
  equal(second.attempts.length, 1, 'attempts after the user asked');
}

export function fullOutboxRefuses() {
  const { made } = outbox();
  for (let count = 0; count < 100; count += 1) made.add(CONVERSATION, { text: 'x' });
  let code = '';
  try {
    made.add(CONVERSATION, { text: 'one too many' });
  } catch (error) {
    code = error.code;
  }
  equal(code, 'OUTBOX_FULL');
}
