import { test } from 'vitest';
import type { Customer } from '../../fakes/retell.ts';
import { useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';
import { type ExpectedEnd, endsAlikeAfterCrashes } from '../support/crashes.ts';
import { runScenario } from './scenario.ts';

useTable();

const confirms: Customer = { analysis: { outcome: 'confirmed' } };
const lost = ({ event }: { event: string }) => (event === 'call_analyzed' ? 0 : 1);

const customers: [string, Customer[], ExpectedEnd, typeof lost?][] = [
  ['confirms', [confirms], { outcomes: ['confirmed'], charges: 1 }],
  ['is reported without the analysis', [confirms], { outcomes: ['confirmed'], charges: 1 }, lost],
  [
    'is busy and then cancels',
    [{ reason: 'dial_busy' }, { analysis: { outcome: 'cancelled' } }],
    { outcomes: ['cancelled', 'busy'], charges: 1 },
  ],
  [
    'is a machine at first',
    [{ inVoicemail: true, analysis: { outcome: 'confirmed' } }, confirms],
    { outcomes: ['confirmed', 'voicemail'], charges: 2 },
  ],
  [
    'is not dialed at first, for want of money',
    [{ reason: 'no_valid_payment' }, confirms],
    { outcomes: ['confirmed'], charges: 1, dials: 2 },
  ],
];

test.each(customers)(
  'a call to a customer who %s is dialed, ended and charged once, after whichever step a process dies',
  { timeout: patience(180_000) },
  async (_what, script, expected, copies) => {
    await endsAlikeAfterCrashes(async (point) => {
      const { retell, ...result } = await runScenario(script, { point, ...(copies && { copies }) });
      return { ...result, dials: retell.calls.length };
    }, expected);
  },
);
