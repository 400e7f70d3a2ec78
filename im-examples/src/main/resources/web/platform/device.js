import { devicesWithUnsent } from '../client/outbox-storage.js';
import { localStore, sessionStore } from './storage.js';

const MAX_DEVICES = 50;

/**
 * Which device this tab is. Every tab is one of its own, or tabs would replace one another at the gateway; and a tab
 * takes a device that no living tab has before it makes a new one, so that what an earlier tab left unsent goes out, once,
 * under the device that it was first sent with. A duplicated tab begins with a copy of the other's memory: it is the
 * `lock`, a `TabLock` held for the tab's life, that tells them apart.
 */
export async function claimDevice(user, lock) {
  const mine = sessionStore.getItem(ownKey(user));
  if (mine !== null && (await lock.take(lockOf(user, mine), { patient: true }))) return mine;
  for (const device of candidates(user)) {
    if (device !== mine && (await lock.take(lockOf(user, device)))) return remember(user, device);
  }
  const made = newDevice();
  await lock.take(lockOf(user, made));
  return remember(user, made);
}

/** The devices that this browser has been, those with something unsent first. */
function candidates(user) {
  const unsent = devicesWithUnsent(localStore, user);
  return [...new Set([...unsent, ...knownDevices(user)])];
}

function remember(user, device) {
  sessionStore.setItem(ownKey(user), device);
  const devices = [device, ...knownDevices(user).filter((known) => known !== device)];
  localStore.setItem(poolKey(user), JSON.stringify(devices.slice(0, MAX_DEVICES)));
  return device;
}

function knownDevices(user) {
  return JSON.parse(localStore.getItem(poolKey(user)) ?? '[]');
}

/** Not `randomUUID`, which a page served over plain HTTP from another machine does not have. */
function newDevice() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `web-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function ownKey(user) {
  return `keel/device/${user}`;
}

function poolKey(user) {
  return `keel/devices/${user}`;
}

function lockOf(user, device) {
  return `keel/device/${user}/${device}`;
}
