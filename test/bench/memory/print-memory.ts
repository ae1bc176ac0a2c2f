import type { HotFunction } from '../hot-functions.ts';
import { heading, rounded, table } from '../report/report.ts';
import { billedMs, MEMORY_SIZES, priceOfMillion, type Work } from './lambda-price.ts';
import type { HotWork } from './memory.ts';

/** What a request to DynamoDB or SQS takes from a function of the same region. */
const TRIP_MS = 5;

/** How long a function waits for servers that are not AWS's: a receiver of webhooks answers in a tenth of a second. */
const OUTSIDE_MS: Partial<Record<HotFunction, number>> = { 'deliver-webhook': 100 };

/** An invocation of a process that has worked before, and one that has to start first. */
const warmOf = ({ function: name, cpuMs, trips }: HotWork): Work => ({
  cpuMs,
  waitMs: trips * TRIP_MS + (OUTSIDE_MS[name] ?? 0),
});
const coldOf = (work: HotWork): Work => ({ ...warmOf(work), cpuMs: work.loadCpuMs + work.firstCpuMs });

/** Prints the work of each function, then what it costs and how long it takes with each size of memory. */
export function printMemory(works: readonly HotWork[]): void {
  heading('The hot functions: processor time of an invocation, and what it waits for');
  table(
    ['function', 'an order', 'load ms', 'first ms', 'then ms', 'trips', 'MB'],
    works.map((work) => [
      work.function,
      rounded(work.perOrder),
      ...[work.loadCpuMs, work.firstCpuMs, work.cpuMs].map((ms) => rounded(ms)),
      work.trips,
      work.memoryMb,
    ]),
  );
  heading('Simulated with each size of memory: ms that are billed, and USD for a million (arm64, x86_64)');
  console.log(
    `Calculated from the above: processor time is divided by the share that the memory brings, a request takes ${TRIP_MS} ms, a receiver 100 ms`,
  );
  for (const work of works) {
    console.log(`\n${work.function}`);
    table(
      ['MB', 'ms', 'USD arm64', 'USD x86_64', 'ms cold', ''],
      MEMORY_SIZES.map((size) => {
        const ms = billedMs(warmOf(work), size);
        return [
          size,
          ms,
          rounded(priceOfMillion(ms, size, 'arm64'), 3),
          rounded(priceOfMillion(ms, size, 'x86_64'), 3),
          billedMs(coldOf(work), size),
          size === work.memoryMb ? 'as deployed' : '',
        ];
      }),
    );
  }
}
