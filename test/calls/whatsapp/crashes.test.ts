import { expect, test } from 'vitest';
import { dyingAfterAnyStep } from '../../support/crash.ts';
import { useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';
import { runScenario, type Scenario, type Timed } from './scenario.ts';

useTable();

interface Case {
  script: readonly Timed[];
  outcomes: string[];
  paid: { messages: number; calls: number };
  scenario?: Scenario;
}

const cases: Record<string, Case> = {
  'presses a button': {
    script: [
      [1, 'sent'],
      [2, 'delivered'],
      [40, { press: 0 }],
    ],
    outcomes: ['whatsapp confirmed'],
    paid: { messages: 1, calls: 0 },
  },
  'writes what is wrong, and then more': {
    script: [
      [1, 'sent'],
      [40, { text: 'Es otra talla' }],
      [50, { text: 'La M' }],
    ],
    outcomes: ['whatsapp novedad'],
    paid: { messages: 1, calls: 0 },
  },
  'does not answer, and is called': {
    script: [[1, 'sent', 'delivered']],
    outcomes: ['call confirmed', 'whatsapp no_answer'],
    paid: { messages: 1, calls: 1 },
  },
  'is not on WhatsApp': {
    script: [
      [1, 'sent'],
      [5, { fails: 131026 }],
    ],
    outcomes: ['call confirmed', 'whatsapp failed'],
    paid: { messages: 1, calls: 1 },
  },
  'is called first, and answers the message': {
    script: [
      [1, 'sent'],
      [9, { press: 1 }],
    ],
    outcomes: ['call no_answer', 'whatsapp cancelled'],
    paid: { messages: 1, calls: 0 },
    scenario: {
      phone: '+573001230002',
      settings: {
        confirmationChannels: ['call', 'whatsapp'],
        callPolicy: { maxAttempts: 1, delaysMinutes: [10] },
      },
    },
  },
};

test.each(Object.entries(cases))(
  'a customer who %s gets one message, ends once and is paid for once, whichever step anything dies after',
  { timeout: patience(180_000) },
  async (_what, { script, outcomes, paid, scenario = {} }) => {
    const steps = await dyingAfterAnyStep(async (point, step) => {
      // A message that is sent again goes the same way.
      const result = await runScenario(step === undefined ? [script] : [script, script], {
        ...scenario,
        point,
      });
      const seen = {
        outcomes: result.calls.map(({ channel = 'call', outcome }) => `${channel} ${outcome}`).toSorted(),
        messages: result.whatsapp.messages.length,
        dials: result.dials.length,
        finals: result.finals.length,
        paid: result.paid,
      };
      const dials = outcomes.filter((one) => one.startsWith('call')).length;
      expect(seen, `after step ${step}`).toEqual({ outcomes, messages: 1, dials, finals: 1, paid });
    });
    expect(steps).toBeGreaterThan(15);
  },
);
