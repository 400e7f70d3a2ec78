import { ImClient } from '/client/client.js';
import { number } from '/client/numbers.js';
import { ManualClock, MemoryStorage, ScriptedGateway, equal, settled, textMessage } from './support.js';

/** A connected client, what it has told, and the gateway and the clock that it depends on. */
async function connected(welcome = {}, otherGateways = undefined) {
  const gateway = new ScriptedGateway();
  const clock = new ManualClock();
  const client = new ImClient({
    url: 'ws://test/ws',
    otherGateways,
    user: 'ann',
    token: 'token',
    device: 'd1',
    WebSocket: gateway.WebSocket,
    storage: new MemoryStorage(),
    clock,
    random: () => 0.5,
  });
  const told = [];
  client.on('message', (message) => told.push(message.seq));
  const resets = [];
  client.on('reset', ({ epochChanged }) => resets.push(epochChanged));
  client.start();
  await gateway.accept(welcome);
  gateway.answer('sync', { syncPage: { next: welcome.inboxSeq ?? '0' } });
  await settled();
  return { client, gateway, clock, told, resets };
}

export async function reconnectNamesTheSameDevice() {
  const { gateway, clock } = await connected();
  await gateway.drop();
  await clock.advance(1_000);
  gateway.socket.onopen();
  equal(gateway.received('auth')[0].auth, { token: 'token', device: 'd1' });
}

export async function delaysBetweenAttemptsGrow() {
  const { gateway, clock } = await connected();
  const seconds = [];
  for (let count = 0; count < 5; count += 1) {
    const from = clock.now();
    const sockets = gateway.sockets.length;
    await gateway.drop();
    while (gateway.sockets.length === sockets) await clock.advance(25);
    seconds.push(clock.now() - from);
  }
  equal(seconds, [375, 750, 1500, 3000, 6000]);
}

export async function lostGatewayIsFollowedByTheNextAndTheFirstAgain() {
  const { gateway, clock } = await connected({}, async () => ['ws://other/ws', 'ws://test/ws']);
  for (let count = 0; count < 3; count += 1) {
    await gateway.drop();
    await clock.advance(10_000);
  }
  equal(
    gateway.sockets.map((socket) => socket.url),
    ['ws://test/ws', 'ws://other/ws', 'ws://test/ws', 'ws://other/ws'],
  );
}

export async function gatewayThatLeavesIsFollowedByTheNext() {
  const { gateway, clock } = await connected({}, async () => ['ws://other/ws']);
  gateway.push({ goAway: { reconnectAfterMillis: '100' } });
  await clock.advance(200);
  equal(gateway.socket.url, 'ws://other/ws');
}

export async function kickedClientStaysAway() {
  const { client, gateway, clock } = await connected();
  gateway.push({ kicked: { reason: 'replaced' } });
  await gateway.drop(4003);
  await clock.advance(600_000);
  equal(gateway.sockets.length, 1, 'sockets');
  equal(client.state, 'kicked');
}

export async function refusedTokenEndsTheAttempts() {
  const { client, gateway, clock } = await connected();
  await gateway.drop(4001);
  await clock.advance(600_000);
  equal([client.state, gateway.sockets.length], ['unauthenticated', 1]);
}

export async function leavingGatewayIsUsedUntilItsDelayIsOver() {
  const { client, gateway, clock } = await connected();
  gateway.push({ goAway: { reconnectAfterMillis: '4000' } });
  await clock.advance(3_999);
  equal([client.state, gateway.sockets.length], ['online', 1]);
  await clock.advance(1);
  equal(gateway.sockets.length, 2, 'sockets');
  equal(gateway.sockets[0].closedBy, 1000, 'close code');
}

export async function silentConnectionIsGivenUp() {
  const { gateway, clock } = await connected();
  await clock.advance(30_000);
  equal(gateway.received('ping').length, 1, 'pings');
  await clock.advance(10_000);
  equal(gateway.sockets[0].closedBy, 1000, 'close code');
  await clock.advance(1_000);
  equal(gateway.sockets.length, 2, 'sockets');
}

export async function everySecondHeartbeatAsksForTheHeads() {
  const { gateway, clock } = await connected();
  const syncs = gateway.received('sync').length;
  await clock.advance(30_000);
  gateway.answer('ping', { pong: {} });
  equal(gateway.received('sync').length, syncs, 'syncs after one heartbeat');
  await clock.advance(30_000);
  equal(gateway.received('sync').length, syncs + 1, 'syncs after two');
}

export async function lostLastPushIsFoundByThePong() {
  const { gateway, clock, told } = await connected();
  await clock.advance(30_000);
  gateway.answer('ping', { pong: {}, inboxSeq: '1' });
  await clock.advance(500);
  gateway.answer('sync', { syncPage: { entries: [{ inboxSeq: '1', message: textMessage(1) }], next: '1' } });
  await settled();
  equal(told, [1]);
}

export async function jumpInTheInboxIsFilledBySync() {
  const { gateway, clock, told } = await connected();
  gateway.push({ inboxSeq: '1', message: textMessage(1) });
  gateway.push({ inboxSeq: '3', message: textMessage(3) });
  equal(told, [1]);
  await clock.advance(500);
  equal(gateway.received('sync').at(-1).sync.after, 1, 'sync after');
  gateway.answer('sync', {
    syncPage: { entries: [2, 3].map((seq) => ({ inboxSeq: String(seq), message: textMessage(seq) })), next: '3' },
  });
  await settled();
  gateway.push({ inboxSeq: '3', message: textMessage(3) });
  equal(told, [1, 2, 3]);
}

export async function jumpInAReadDiffusedGroupIsFilledByHistory() {
  const { gateway, clock, told } = await connected();
  const inGroup = (seq) => textMessage(seq, { conversation: 'g:crew' });
  gateway.push({ message: inGroup(1) });
  gateway.push({ message: inGroup(3) });
  equal(told, [1]);
  await clock.advance(500);
  equal(gateway.received('history').at(-1).history, { conversation: 'g:crew', after: 1, limit: 200 });
  gateway.answer('history', { historyPage: { messages: [inGroup(2), inGroup(3)] } });
  await settled();
  equal(told, [1, 2, 3]);
}

export async function headThatMovedWhileAwayIsPulled() {
  const { gateway, clock, told } = await connected();
  gateway.push({ message: textMessage(1, { conversation: 'g:crew' }) });
  await gateway.drop();
  await clock.advance(1_000);
  await gateway.accept();
  gateway.answer('sync', { syncPage: { heads: [{ conversation: 'g:crew', seq: '2' }] } });
  await settled();
  gateway.answer('history', { historyPage: { messages: [textMessage(2, { conversation: 'g:crew' })] } });
  await settled();
  equal(told, [1, 2]);
}

export async function behindIsCaughtUpOnTheSameConnection() {
  const { gateway, told } = await connected();
  gateway.push({ behind: {} });
  await settled();
  gateway.answer('sync', { syncPage: { entries: [{ inboxSeq: '1', message: textMessage(1) }], next: '1' } });
  await settled();
  equal([told, gateway.sockets.length], [[1], 1]);
}

export async function changedEpochVoidsPositions() {
  const { gateway, clock, told, resets } = await connected({ inboxSeq: '7' });
  await gateway.drop();
  await clock.advance(1_000);
  await gateway.accept({ epoch: 'e2', inboxSeq: '0' });
  equal(resets, [false, true]);
  equal(gateway.received('sync')[0].sync.after, 0, 'sync after');
  gateway.push({ inboxSeq: '1', message: textMessage(1) });
  equal(told, [1]);
}

export async function ownMessageIsToldInItsPlaceAmongTheOthers() {
  const { client, gateway, told } = await connected();
  client.outbox.add('d:ann:bob', { text: 'mine' });
  gateway.answer('send', { sent: { messageId: '9', conversation: 'd:ann:bob', seq: '2', sentAt: '5', inboxSeq: '2' } });
  await settled();
  equal([told, client.outbox.entries.length], [[], 1], 'before');
  gateway.push({ inboxSeq: '1', message: textMessage(1) });
  equal([told, client.outbox.entries.length], [[1, 2], 0], 'after');
}

export async function messageWhoseReplyWasLostIsToldOnce() {
  const { client, gateway, clock, told } = await connected();
  const { clientMsgId } = client.outbox.add('d:ann:bob', { text: 'mine' });
  await gateway.drop();
  await clock.advance(1_000);
  await gateway.accept({ inboxSeq: '1' });
  equal(gateway.received('send')[0].send.clientMsgId, clientMsgId, 'clientMsgId');
  const stored = textMessage(1, { from: 'ann', device: 'd1', clientMsgId });
  gateway.answer('sync', { syncPage: { entries: [{ inboxSeq: '1', message: stored }], next: '1' } });
  gateway.answer('send', { sent: { messageId: '1', conversation: 'd:ann:bob', seq: '1', inboxSeq: '1' } });
  await settled();
  equal([told, client.outbox.entries.length], [[1], 0]);
}

export function numberTooLargeToBeExactIsRefused() {
  equal([number('9007199254740991'), number(undefined)], [9007199254740991, 0]);
  let refused = false;
  try {
    number('9007199254740993');
  } catch {
    refused = true;
  }
  equal(refused, true);
}
