import { describe, expect, it } from 'vitest';
import { slowsDownAt } from './backlogs.ts';
import { type Mark, marksDuring, slowsDown, type Work, workOf } from './slowdown.ts';

const NAMES = ['deliver-webhook'];

/** A host that has taken so much when so many were done. */
const mark = (done: number, tableRequests: number, processorMs: number): Mark => {
  const usage = { invocations: 0, tableRequests, readUnits: 0, writeUnits: 0, sends: 0 };
  return {
    ...{ done, processorMs },
    usage: { 'Recado-local-deliver-webhook': usage, 'Recado-local-other': usage },
  };
};

const parts = (requests: readonly number[], processorMs = requests.map(() => 10)): Work[] =>
  requests.map((tableRequests, at) => ({ tableRequests, processorMs: processorMs[at] ?? 0 }));

describe('what each takes', () => {
  it('is told between the marks, of the functions that are asked about', () => {
    const marks = [mark(0, 0, 0), mark(10, 90, 900), mark(20, 120, 1000), mark(30, 155, 1150)];
    expect(workOf(marks, NAMES)).toEqual([
      { tableRequests: 9, processorMs: 90 },
      { tableRequests: 3, processorMs: 10 },
      { tableRequests: 3.5, processorMs: 15 },
    ]);
  });

  it('is told of marks that are apart: much may be done between two looks, and nothing between the next', () => {
    const marks = [mark(0, 0, 0), mark(14, 28, 140), mark(15, 45, 150), mark(28, 58, 290), mark(30, 60, 300)];
    expect(workOf(marks, NAMES)).toEqual([
      { tableRequests: 2, processorMs: 10 },
      { tableRequests: 2, processorMs: 10 },
    ]);
  });

  it('is marked whenever another sixth of what is left is done', async () => {
    let done = 40;
    const waited: number[] = [];
    const marks = await marksDuring(
      100,
      async (count) => {
        waited.push(count);
        done = count;
      },
      async () => mark(done, 0, 0),
    );
    expect(waited).toEqual([50, 60, 70, 80, 90, 100]);
    expect(marks.map((one) => one.done)).toEqual([40, ...waited]);
  });
});

describe('many at once', () => {
  it('slow down when each of the last third takes more than those before, in requests or in work', () => {
    const even = [9, 3, 3, 3, 3, 3];
    expect(slowsDown(parts(even))).toBe(false);
    expect(slowsDown(parts([9, 3, 3, 3, 3.7, 3.7]))).toBe(false);
    expect(slowsDown(parts([9, 3, 3, 3, 3.8, 3.8]))).toBe(true);
    expect(slowsDown(parts(even, [90, 10, 10, 10, 14, 15]))).toBe(false);
    expect(slowsDown(parts(even, [90, 10, 10, 10, 15, 16]))).toBe(true);
  });

  it('are judged by their requests alone where the host does something else meanwhile', () => {
    const alone = (requests: readonly number[]) => requests.map((tableRequests) => ({ tableRequests }));
    expect(slowsDown(alone([9, 3, 3, 3, 3, 3]))).toBe(false);
    expect(slowsDown(alone([9, 3, 3, 3, 4, 4]))).toBe(true);
  });

  it('slow down when each part takes a tenth more than the one before it', () => {
    expect(slowsDown(parts([3, 3, 3.3, 3.63, 3.99, 4.39]))).toBe(true);
  });

  it('do not slow down by one part that took little or much before, nor where there is but one part before', () => {
    expect(slowsDown(parts([9, 3, 0, 3, 3, 3]))).toBe(false);
    expect(slowsDown(parts([9, 3, 12, 3, 3, 3]))).toBe(false);
    expect(slowsDown(parts([3, 9]))).toBe(false);
    expect(slowsDown([])).toBe(false);
  });
});

it('a backlog slows down when its last items take more write units than its first, too', () => {
  const sixths = parts([3, 3, 3, 3, 3, 3]);
  expect(slowsDownAt({ sixths })).toBe(false);
  expect(slowsDownAt({ sixths, writeUnits: { first: 20, last: 25 } })).toBe(false);
  expect(slowsDownAt({ sixths, writeUnits: { first: 20, last: 26 } })).toBe(true);
  expect(slowsDownAt({ sixths: parts([3, 3, 3, 3, 6, 6]) })).toBe(true);
});
