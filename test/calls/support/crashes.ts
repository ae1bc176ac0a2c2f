import { expect } from 'vitest';
import { type CrashPoint, crashAfter, neverCrash } from '../../support/crash.ts';

/** What has to be true of an order, wherever anything died. */
export interface Told {
  /** Of its calls, the newest first. */
  outcomes: string[];
  charges: number;
  /** As often as there are calls unless it is said. */
  dials?: number;
}

interface Story {
  calls: readonly { outcome: string | null }[];
  finals: readonly unknown[];
  charged: number;
  dials: number;
}

/** Tells a story once for each of its steps, after which the process dies, and compares how it ends. */
export async function dyingAnywhere(tell: (point: CrashPoint) => Promise<Story>, told: Told): Promise<void> {
  const whole = neverCrash();
  await tell(whole);
  expect(whole.taken).toBeGreaterThan(15);
  const after = async (step: number): Promise<void> => {
    const { calls, dials, finals, charged } = await tell(crashAfter(step));
    const seen = { outcomes: calls.map(({ outcome }) => outcome), dials, finals: finals.length, charged };
    const { outcomes, charges } = told;
    const expected = { outcomes, dials: told.dials ?? outcomes.length, finals: 1, charged: charges };
    expect(seen, `after step ${step}`).toEqual(expected);
  };
  // Several at a time: each waits for the engine most of its time.
  const steps = Array.from({ length: whole.taken }, (_, index) => index + 1);
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      for (let step = steps.shift(); step !== undefined; step = steps.shift()) await after(step);
    }),
  );
}
