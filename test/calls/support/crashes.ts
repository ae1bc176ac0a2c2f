import { expect } from 'vitest';
import { type CrashPoint, dyingAfterAnyStep } from '../../support/crash.ts';

/** What has to be true of an order, wherever anything died. */
export interface ExpectedEnd {
  /** Of its calls, the newest first. */
  outcomes: string[];
  charges: number;
  /** As often as there are calls, unless given. */
  dials?: number;
}

interface ScenarioEnd {
  calls: readonly { outcome: string | null }[];
  finals: readonly unknown[];
  charged: number;
  dials: number;
}

/** Runs a scenario once for each of its steps, with the process dying after that step, and checks that it ends alike. */
export async function endsAlikeAfterCrashes(
  run: (point: CrashPoint) => Promise<ScenarioEnd>,
  { outcomes, charges, dials: expectedDials = outcomes.length }: ExpectedEnd,
): Promise<void> {
  const steps = await dyingAfterAnyStep(async (point, step) => {
    const { calls, dials, finals, charged } = await run(point);
    const seen = { outcomes: calls.map(({ outcome }) => outcome), dials, finals: finals.length, charged };
    const expected = { outcomes, dials: expectedDials, finals: 1, charged: charges };
    if (step !== undefined) expect(seen, `after step ${step}`).toEqual(expected);
  });
  expect(steps).toBeGreaterThan(15);
}
