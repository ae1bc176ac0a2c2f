import { type Backlog, slowsDownAt } from './backlogs.ts';
import type { Cost } from './large/capacity.ts';
import type { ExportCost, FileCost } from './large/exports.ts';
import type { Large } from './large/large.ts';
import { areFlat, type Checked } from './large/limits.ts';
import type { Scaling } from './large/scaling.ts';
import type { Rate, Throughput } from './load/throughput.ts';
import { excessOf } from './load-times/excess.ts';
import type { LoadTime } from './load-times/load-times.ts';
import type { MistakeTimes } from './mistakes.ts';
import type { RegionLookup } from './region-lookup.ts';
import { heading, rounded, table } from './report/report.ts';

const kilobytes = (bytes: number): number => rounded(bytes / 1000);
const megabytes = (bytes: number): number => rounded(bytes / 1_000_000);

export function printLoadTimes(loadTimes: readonly LoadTime[]): void {
  heading('Functions: weight of the bundle, and load time in a fresh process');
  table(
    ['function', 'kB', 'ms', 'ratio', 'CPU ratio', ''],
    loadTimes.map((loadTime) => [
      loadTime.name,
      kilobytes(loadTime.bytes),
      rounded(loadTime.milliseconds),
      rounded(loadTime.ratio, 2),
      rounded(loadTime.cpuRatio, 2),
      excessOf(loadTime),
    ]),
  );
}

export function printRegionLookup({ apart, stacked }: RegionLookup): void {
  heading('Finding the region of a point among 200 of 1,000 corners each');
  table(
    ['regions', 'ms', ''],
    Object.entries({ apart, stacked }).map(([regions, microseconds]) => [
      regions,
      rounded(microseconds / 1000, 3),
      microseconds > 1000 ? 'more than 1 ms' : '',
    ]),
  );
}

export function printMistakes(times: readonly MistakeTimes[]): void {
  heading('Refusing a body with 8,000 unknown keys, and with 32,000');
  // Large objects do not fit the machine's caches, which the parser alone shows as well.
  const most = Math.max(5, ((times[0]?.many ?? 0) / (times[0]?.few ?? 1)) * 1.25);
  table(
    ['endpoint', 'ms', 'ms', ''],
    times.map(({ endpoint, few, many }) => [
      endpoint,
      rounded(few, 1),
      rounded(many, 1),
      many > most * few ? `more than ${rounded(most, 1)} times as long` : '',
    ]),
  );
}

export function printScaling({ sizes, requests, limits }: Scaling): void {
  heading('Requests: round trips / read units / write units of DynamoDB, by the number of stored orders');
  table(
    ['endpoint', 'request', ...sizes.map((size) => size.toLocaleString('en')), '', 'limit', ''],
    (requests[0] ?? []).map(({ endpoint, request }, row) => {
      const costs = requests.map((measured) => measured[row]).filter((cost) => cost !== undefined);
      const limit = limits.find((one) => one.endpoint === endpoint && one.request === request);
      return [
        endpoint,
        request,
        ...costs.map(costText),
        areFlat(costs) ? '' : 'grows',
        limit ? limitText(limit) : '',
        limit ? (limit.kept ? 'kept' : 'EXCEEDED') : '',
      ];
    }),
  );
}

const costText = ({ roundTrips, sequential, readUnits, writeUnits }: Cost): string =>
  Number.isNaN(roundTrips)
    ? 'failed'
    : [roundTrips, sequential, readUnits, writeUnits].map((value) => rounded(value)).join(' / ');

const limitText = ({ of, most }: Checked): string => {
  const units = of === 'readUnits' ? 'read units' : 'write units';
  return most === 'flat' ? `flat ${units}` : `≤ ${most.toLocaleString('en')} ${units}`;
};

export function printExports(exports: readonly ExportCost[]): void {
  heading('All orders as one file: the worker in a process of its own, and the whole way through the API');
  table(
    [...FILE_COLUMNS, 'through the API s'],
    exports.map((cost) => [...fileCells(cost), rounded(cost.requestSeconds, 2)]),
  );
}

const FILE_COLUMNS = ['orders', 'lines', 'kB', 's', 'read units', 'idle MB', 'peak MB', 'of MB'];

const fileCells = (cost: FileCost) => [
  cost.orders,
  cost.lines,
  kilobytes(cost.bytes),
  rounded(cost.seconds, 2),
  rounded(cost.readUnits),
  megabytes(cost.idleBytes),
  megabytes(cost.peakBytes),
  megabytes(cost.functionBytes),
];

export function printJourney(journey: Scaling['journey']): void {
  heading('An order from its trigger to the receipt of its webhook, by function');
  table(
    ['function', 'round trips', 'of them one after the other', 'read units', 'write units'],
    journey.map(({ function: name, cost }) => [
      name,
      rounded(cost.roundTrips),
      rounded(cost.sequential),
      rounded(cost.readUnits),
      rounded(cost.writeUnits),
    ]),
  );
}

export function printBacklogs(backlogs: readonly Backlog[]): void {
  heading('Work that has piled up: how long it takes, and what its functions take for each item');
  table(
    [
      'items',
      '',
      's',
      'per s',
      'round trips',
      'read units',
      'write units',
      'sends',
      'first tenth',
      'last tenth',
      '',
    ],
    backlogs.map(({ items, name, seconds, perItem, writeUnits, sixths }) => [
      items,
      name,
      rounded(seconds),
      Math.round(items / seconds),
      rounded(perItem.tableRequests, 2),
      rounded(perItem.readUnits, 2),
      rounded(perItem.writeUnits, 2),
      rounded(perItem.sends, 2),
      writeUnits ? rounded(writeUnits.first) : '',
      writeUnits ? rounded(writeUnits.last) : '',
      slowsDownAt({ sixths, writeUnits }) ? 'SLOWS DOWN' : '',
    ]),
  );
}

/** Requests per second on a machine with two cores, 10 connections and one process. */
const peers = [
  ['Vendure', '14–22', '180–280'],
  ['Medusa', '7–12', '29–48'],
] as const;

export function printThroughput(throughput: Throughput, readyAfterMs: number): void {
  const { connections, store, trigger, lookup, webhook, drainedAfterSeconds, memory } = throughput;
  heading(`The local host: ${connections} connections, one process besides the engine`);
  const row = (name: string, { perSecond, p50Ms, p99Ms, requests }: Rate) => [
    name,
    Math.round(perSecond),
    rounded(p50Ms),
    rounded(p99Ms),
    requests,
  ];
  table(
    ['request', 'per second', 'p50 ms', 'p99 ms', 'requests'],
    [
      row('store an order to be called another day', store),
      row('store an order, with the calls and webhooks of all going on meanwhile', trigger),
      row('look an order up', lookup),
    ],
  );
  console.log(`\nFor comparison, on two cores too:`);
  table(['', 'stores per second', 'reads per second'], peers);
  console.log();
  table(
    ['', ''],
    [
      ['ready after npm start', `${rounded(readyAfterMs / 1000, 2)} s`],
      [
        'from the commit of an outcome to the receipt of its webhook',
        `p50 ${rounded(webhook.p50Ms)} ms, p99 ${rounded(webhook.p99Ms)} ms`,
      ],
      ['calls and webhooks of all those orders done after', `${rounded(drainedAfterSeconds)} s`],
      ['memory after the run, host', `${megabytes(memory.hostBytes)} MB`],
      ['memory after the run, engine', `${megabytes(memory.engineBytes)} MB`],
    ],
  );
}

/** Milliseconds within which 95 % of the requests of a kind must be answered. */
const MAX_P95_MS = { Searches: 300, Lists: 150, Sorts: undefined } as const;

export function printLarge({ orders, storeSeconds, requests, ...rest }: Large): void {
  heading(`A shop of ${orders} orders on disk, stored in ${rounded(storeSeconds, 0)} s`);
  table(
    ['', 'request', 'found', 'first ms', 'p50 ms', 'p95 ms', 'read units'],
    requests.map(({ kind, request, total, firstMs, p50Ms, p95Ms, readUnits }) => [
      ...[kind, request, total],
      ...[rounded(firstMs), rounded(p50Ms), rounded(p95Ms), rounded(readUnits)],
    ]),
  );
  console.log();
  const p95s = { Searches: rest.searchP95Ms, Lists: rest.listP95Ms, Sorts: rest.sortP95Ms };
  table(
    ['all', 'p95 ms', 'allowed', ''],
    Object.entries(p95s).map(([name, ms = Number.NaN]) => {
      const max = MAX_P95_MS[name as keyof typeof MAX_P95_MS];
      return [name, rounded(ms), max ?? '', max !== undefined && ms > max ? 'EXCEEDED' : ''];
    }),
  );
  printExports([rest.export]);
  heading('All orders as the file of a list');
  table(FILE_COLUMNS, [fileCells(rest.listFile)]);
}
