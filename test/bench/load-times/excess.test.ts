import { expect, test } from 'vitest';
import { excessOf } from './excess.ts';
import { BARE } from './load-times.ts';

test.each([
  ['get-order', 0.9, 0.85, ''],
  ['get-order', 0.9, 0.86, 'EXCEEDS 0.85 of its processor time'],
  ['get-order', 1.1, 0.8, 'slower than the bare function'],
  ['trigger-call', 0.9, 0.75, ''],
  ['trigger-call', 1.1, 0.76, 'EXCEEDS 0.75 of its processor time, slower than the bare function'],
  [BARE, 1, 1, ''],
])(
  '%s that takes %d of the time and %d of the processor time of the bare function: %s',
  (name, ratio, cpuRatio, excess) => {
    expect(excessOf({ name, ratio, cpuRatio })).toBe(excess);
  },
);
