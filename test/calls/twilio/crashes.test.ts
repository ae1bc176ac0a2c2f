import { test } from 'vitest';
import type { Customer } from '../../fakes/twilio.ts';
import { useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';
import { endsAlikeAfterCrashes } from '../support/crashes.ts';
import { runScenario } from './scenario.ts';

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
  'a call to a customer who %s is dialed, ended and charged once, after whichever step a process dies',
  { timeout: patience(180_000) },
  async (_what, script, outcomes, charges) => {
    await endsAlikeAfterCrashes(
      async (point) => {
        const { twilio, ...result } = await runScenario(script, { point });
        return { ...result, dials: twilio.calls.length };
      },
      { outcomes, charges },
    );
  },
);
