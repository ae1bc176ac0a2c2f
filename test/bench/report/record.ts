import { writeFileSync } from 'node:fs';

type Fields = Record<string, unknown>;

/** What a run has found so far. The file holds it at every moment, so that a part that fails takes nothing with it. */
export interface BenchRecord {
  /** Adds fields to a result. */
  keep(fields: Readonly<Fields>): void;
  /** Notes a part that was not measured, or not to its end. */
  leaveOut(part: string, why: string): void;
  leftOut(): readonly LeftOut[];
  results(): Fields;
}

export interface LeftOut {
  part: string;
  why: string;
}

/** @param head what the results are of: the machine, the plan */
export function createRecord(path: string, head: Readonly<Fields>): BenchRecord {
  const results: Fields = { ...head };
  const leftOut: LeftOut[] = [];
  const write = () => writeFileSync(path, `${JSON.stringify({ ...results, leftOut }, undefined, 2)}\n`);
  write();
  return {
    keep(fields) {
      Object.assign(results, fields);
      write();
    },
    leaveOut(part, why) {
      leftOut.push({ part, why });
      write();
    },
    leftOut: () => leftOut,
    results: () => results,
  };
}
