import { expect, test } from 'vitest';
import type { Customer } from '../../fakes/twilio.ts';
import { crashAfter, neverCrash } from '../../support/crash.ts';
import { patience } from '../../support/patience.ts';
import { useTable } from '../../support/setting.ts';
import { tell } from './world.ts';

useTable();

const customers: [string, Customer[], string[], number][] = [
  ['confirms at the second question', [{ replies: [{ key: '7' }, { key: '1' }] }], ['confirmed'], 1],
  ['says what is wrong', [{ replies: [{ key: '3' }], complaint: 'Otra torre' }], ['novedad'], 1],
  ['is busy and then cancels', [{ ends: 'busy' }, { replies: [{ words: 'no' }] }], ['cancelled', 'busy'], 1],
  [
    'is a machine at first',
    [{ answeredBy: 'machine_start', verdict: 'early' }, { replies: [{ key: '1' }] }],
    ['confirmed', 'voicemail'],
    2,
  ],
];

test.each(customers)(
  'a customer who %s is dialed once, ends once and is charged once, whichever step anything dies after',
  { timeout: patience(180_000) },
  async (_what, script, outcomes, charges) => {
    const whole = neverCrash();
    await tell(script, { point: whole });
    expect(whole.taken).toBeGreaterThan(15);
    const after = async (step: number): Promise<void> => {
      const story = await tell(script, { point: crashAfter(step) });
      const seen = {
        outcomes: story.calls.map(({ outcome }) => outcome),
        dials: story.twilio.calls.length,
        finals: story.finals.length,
        charged: story.charged,
      };
      const expected = { outcomes, dials: outcomes.length, finals: 1, charged: charges };
      expect(seen, `after step ${step}`).toEqual(expected);
    };
    // Several at a time: each waits for the engine most of its time.
    const steps = Array.from({ length: whole.taken }, (_, index) => index + 1);
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (let step = steps.shift(); step !== undefined; step = steps.shift()) await after(step);
      }),
    );
  },
);
