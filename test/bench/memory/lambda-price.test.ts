import { describe, expect, it } from 'vitest';
import { billedMs, priceOfMillion } from './lambda-price.ts';

describe('an invocation', () => {
  it('works as much longer as the memory brings less than a whole processor, and waits no longer', () => {
    const work = { cpuMs: 10, waitMs: 20 };
    expect([128, 512, 1769, 3008].map((memoryMb) => billedMs(work, memoryMb))).toEqual([159, 55, 30, 30]);
  });

  it('is billed by whole milliseconds and its memory, for less on Arm', () => {
    expect(billedMs({ cpuMs: 0.1, waitMs: 1 }, 1769)).toBe(2);
    expect(priceOfMillion(100, 1024)).toBeCloseTo(1.33334, 5);
    expect(priceOfMillion(100, 1024, 'x86_64')).toBeCloseTo(1.66667, 5);
    expect(priceOfMillion(50, 512)).toBeCloseTo(0.333335, 6);
  });
});
