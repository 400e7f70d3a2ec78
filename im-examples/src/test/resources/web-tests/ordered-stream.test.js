import { OrderedStream } from '/client/ordered-stream.js';
import { ManualClock, equal } from './support.js';

function stream(options = {}) {
  const clock = new ManualClock();
  const delivered = [];
  const gaps = [];
  const made = new OrderedStream({
    position: 0,
    clock,
    deliver: (item) => delivered.push(item),
    onGap: () => gaps.push(clock.now()),
    ...options,
  });
  return { made, clock, delivered, gaps };
}

export function repeatedItemIsDropped() {
  const { made, delivered } = stream();
  equal([made.offer(1, 'a'), made.offer(1, 'a'), made.offer(2, 'b'), made.offer(1, 'a')], [true, false, true, false]);
  equal(delivered, ['a', 'b']);
}

export function itemAheadWaitsForThoseBeforeIt() {
  const { made, delivered } = stream();
  made.offer(3, 'c');
  made.offer(2, 'b');
  equal(delivered, []);
  made.offer(1, 'a');
  equal(delivered, ['a', 'b', 'c']);
}

export async function gapIsReportedAfterHalfASecondAndNotBefore() {
  const { made, clock, gaps } = stream();
  made.offer(2, 'b');
  await clock.advance(499);
  equal(gaps.length, 0, 'gaps before');
  await clock.advance(1);
  equal(gaps.length, 1, 'gaps after');
}

export async function gapThatFillsInTimeIsNotReported() {
  const { made, clock, gaps } = stream();
  made.offer(2, 'b');
  await clock.advance(300);
  made.offer(1, 'a');
  await clock.advance(5_000);
  equal(gaps, []);
}

export function skippingDeliversWhatIsHeldInOrder() {
  const { made, delivered } = stream();
  made.offer(5, 'e');
  made.offer(3, 'c');
  made.skipTo(4);
  equal(delivered, ['c', 'e']);
  equal(made.position, 5, 'position');
}

export async function knownHeadThatDoesNotComeIsAGap() {
  const { made, clock, gaps } = stream();
  made.expect(1);
  await clock.advance(500);
  equal(gaps.length, 1);
}

export function heldItemsAreBounded() {
  const { made, delivered } = stream({ capacity: 2 });
  for (const number of [2, 3, 4, 5]) made.offer(number, number);
  made.offer(1, 1);
  equal(delivered, [1, 2, 3]);
  equal(made.expected, 5, 'expected');
}
