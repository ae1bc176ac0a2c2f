import { expect, test } from 'vitest';
import { createFairness, type Fairness, type Grouped } from '../../../infra/local/queues/fairness.ts';
import { createWaitingLine } from '../../../infra/local/queues/waiting-line.ts';

const of = (messageGroupId: string, count = 1) => Array.from({ length: count }, () => ({ messageGroupId }));
const groupsOf = (messages: readonly Grouped[]) => messages.map(({ messageGroupId }) => messageGroupId);

/** What a consumer gets of these messages. */
function choose(fairness: Fairness, waiting: readonly Grouped[], most: number, now: number): Grouped[] {
  const line = createWaitingLine<Grouped>();
  line.join(waiting);
  return line.take(most, fairness.noisy(now));
}

test('messages are delivered in order while no group takes more than a tenth', () => {
  const fairness = createFairness();
  const others = Array.from({ length: 20 }, (_, index) => ({ messageGroupId: `g${index}` }));
  fairness.received(others, 0);
  const waiting = [...of('g1', 3), ...of('g2', 3), {}];
  expect(groupsOf(choose(fairness, waiting, 5, 1000))).toEqual(['g1', 'g1', 'g1', 'g2', 'g2']);
});

test('a group with slow messages comes after quiet groups, and is not delayed otherwise', () => {
  const fairness = createFairness();
  const others = Array.from({ length: 20 }, (_, index) => ({ messageGroupId: `g${index}` }));
  const hanging = of('hangs');
  fairness.received([...others, ...hanging], 0);
  for (const message of others) fairness.ended(message, 10);
  const waiting = [...of('hangs', 9), ...of('g1'), {}, ...of('g2')];
  expect(groupsOf(choose(fairness, waiting, 3, 5000))).toEqual(['g1', undefined, 'g2']);
  expect(groupsOf(choose(fairness, waiting, 5, 5000))).toEqual(['g1', undefined, 'g2', 'hangs', 'hangs']);
});

test('a group with thirty in flight, and a tenth of all, is noisy however quick it is', () => {
  const fairness = createFairness();
  fairness.received(of('many', 30), 0);
  fairness.received(
    Array.from({ length: 100 }, (_, index) => ({ messageGroupId: `g${index}` })),
    0,
  );
  expect(groupsOf(choose(fairness, [...of('many', 5), ...of('g1')], 2, 0))).toEqual(['g1', 'many']);
});

test('among noisy groups the one with the fewest in flight goes first', () => {
  const fairness = createFairness();
  fairness.received([...of('a', 3), ...of('b', 1)], 0);
  const waiting = [...of('a', 4), ...of('b', 4)];
  expect(groupsOf(choose(fairness, waiting, 4, 1000))).toEqual(['b', 'b', 'a', 'b']);
});

test('a group is quiet again when its time is forgotten', () => {
  const fairness = createFairness();
  const [slow = {}] = of('slow');
  fairness.received([slow], 0);
  fairness.ended(slow, 15_000);
  const steady = Array.from({ length: 20 }, (_, index) => ({ messageGroupId: `g${index}` }));
  fairness.received(steady, 15_000);
  const waiting = [...of('slow', 2), ...of('g1', 2)];
  expect(groupsOf(choose(fairness, waiting, 2, 15_500))).toEqual(['g1', 'g1']);
  expect(groupsOf(choose(fairness, waiting, 2, 300_000))).toEqual(['slow', 'slow']);
});
