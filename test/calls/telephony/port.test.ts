import { expect, test } from 'vitest';
import {
  callOutcomes,
  connected,
  type ReportedOutcome,
} from '../../../shared/calls/telephony/port/outcomes.ts';

/** Whether it connects: told without a duration, with none, with one. */
const table: Record<ReportedOutcome, [untold: boolean, none: boolean, some: boolean]> = {
  confirmed: [true, true, true],
  cancelled: [true, true, true],
  novedad: [true, true, true],
  recovered: [true, true, true],
  not_recovered: [true, true, true],
  opt_out: [true, true, true],
  voicemail: [false, false, true],
  unknown: [false, false, true],
  no_answer: [false, false, false],
  busy: [false, false, false],
  failed: [false, false, false],
  invalid_number: [false, false, false],
};

test.each(callOutcomes)('whether a call that ended as %s counts as connected', (outcome) => {
  expect([null, 0, 1].map((seconds) => connected(outcome, seconds))).toEqual(table[outcome]);
});
