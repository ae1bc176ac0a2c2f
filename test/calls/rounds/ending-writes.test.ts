import { expect, test } from 'vitest';
import { endingWrites } from '../../../shared/calls/call/call.ts';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import { calledOrder, ending, inProgress, LATER, momentAt, terms } from '../support/factories.ts';

/** What the ending of a call sets, where the report of its end also says something of the dial. */
function setBy(learned: object): unknown {
  const { order, call } = calledOrder();
  const found = inProgress(call);
  const ended = decideEnding(order, { ...found, ...learned }, ending('confirmed'), terms(), momentAt(LATER));
  if (ended === undefined) throw new Error('The call did not end');
  const writes = endingWrites({ ...ended, found });
  return writes
    .flatMap((write) => ('update' in write ? [write.changes.set] : []))
    .find((set) => set?.outcome);
}

const learned = {
  provider: 'twilio',
  providerCallId: 'CA1',
  dialedAt: '2026-11-23T14:59:00.000Z',
  conversation: { turns: [], answer: { outcome: 'confirmed' }, machine: false },
  overSince: '2026-11-23T15:00:00.000Z',
} as const;

test.each(Object.entries(learned))(
  'what the report of the end is the first to say is stored with it: %s',
  (name, value) => {
    expect(setBy({ [name]: value })).toMatchObject({ outcome: 'confirmed', [name]: value });
  },
);

test('what was known before is not written again', () => {
  expect(Object.keys(learned).filter((name) => name in (setBy({}) as object))).toEqual([]);
});
