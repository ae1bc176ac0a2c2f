import { expect } from 'vitest';
import { type CrashPoint, dyingAfterAnyStep } from '../../support/crash.ts';

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
  const steps = await dyingAfterAnyStep(async (point, step) => {
    const { calls, dials, finals, charged } = await tell(point);
    const seen = { outcomes: calls.map(({ outcome }) => outcome), dials, finals: finals.length, charged };
    const { outcomes, charges } = told;
    const expected = { outcomes, dials: told.dials ?? outcomes.length, finals: 1, charged: charges };
    if (step !== undefined) expect(seen, `after step ${step}`).toEqual(expected);
  });
  expect(steps).toBeGreaterThan(15);
}
