import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { routes } from '../../../functions/meta/declarations.ts';
import { currentFunction } from '../../../infra/local/functions/environment.ts';
import { ROUND_TRIPS, type RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';
import { sequential } from '../../support/table/sequential.ts';
import { median } from '../report/statistics.ts';
import { type BenchContext, requests } from '../requests/requests.ts';

/** What one request takes of DynamoDB. */
export interface Cost {
  roundTrips: number;
  /** Those that were made one after the other. */
  sequential: number;
  readUnits: number;
  writeUnits: number;
}

/** What so many of something took, for each of them. */
export const eachOf = ({ roundTrips, sequential, readUnits, writeUnits }: Cost, count: number): Cost => ({
  roundTrips: roundTrips / count,
  sequential: sequential / count,
  readUnits: readUnits / count,
  writeUnits: writeUnits / count,
});

export interface RequestCost extends Cost {
  endpoint: string;
  /** Which way it was called, where there are several. */
  request: string;
  /** Why it could not be measured. */
  failure?: string;
}

const UNKNOWN: Cost = {
  roundTrips: Number.NaN,
  sequential: Number.NaN,
  readUnits: Number.NaN,
  writeUnits: Number.NaN,
};

/** The declared endpoints that `requests.ts` does not say how to call. */
export const unmeasured = (): string[] => routes.map(({ name }) => name).filter((name) => !requests[name]);

/** Measures every endpoint for which there is a request, each of them this many times: the median of each. */
export async function measureRequests(
  context: BenchContext,
  times: number,
  progress: (line: string) => void,
): Promise<RequestCost[]> {
  const costs: RequestCost[] = [];
  const all = routes.flatMap(({ name: endpoint }) =>
    Object.entries(requests[endpoint] ?? {}).map(([request, send]) => ({ endpoint, request, send })),
  );
  for (const [at, { endpoint, request, send }] of all.entries()) {
    progress(`${at + 1} of ${all.length}, ${endpoint} ${request}`);
    const measured: Cost[] = [];
    try {
      for (let time = 0; time < times; time++) measured.push(await costOf(endpoint, () => send(context)));
      costs.push({ endpoint, request, ...medianOf(measured) });
    } catch (error) {
      costs.push({ endpoint, request, ...UNKNOWN, failure: String(error) });
    }
  }
  return costs;
}

/** What functions take during some work, by function. Nothing is summed before the end: the work may be timed. */
export async function costsDuring(work: () => Promise<unknown>): Promise<Map<string, Cost>> {
  const trips = new Map<string, RoundTrip[]>();
  const see = (message: unknown) => {
    const name = currentFunction()?.functionName;
    if (name === undefined) return;
    const known = trips.get(name);
    if (known) known.push(message as RoundTrip);
    else trips.set(name, [message as RoundTrip]);
  };
  subscribe(ROUND_TRIPS, see);
  try {
    await work();
  } finally {
    unsubscribe(ROUND_TRIPS, see);
  }
  return new Map([...trips].map(([name, made]) => [name, costOfTrips(made)]));
}

const costOfTrips = (trips: readonly RoundTrip[]): Cost => ({
  roundTrips: trips.length,
  sequential: sequential(trips),
  readUnits: trips.reduce((sum, { readUnits }) => sum + readUnits, 0),
  writeUnits: trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
});

async function costOf(endpoint: string, work: () => Promise<unknown>): Promise<Cost> {
  const costs = await costsDuring(work);
  const found = [...costs].find(([name]) => name.endsWith(`-${endpoint}`));
  return found?.[1] ?? costOfTrips([]);
}

const medianOf = (costs: readonly Cost[]): Cost => ({
  roundTrips: median(costs.map(({ roundTrips }) => roundTrips)),
  sequential: median(costs.map(({ sequential }) => sequential)),
  readUnits: median(costs.map(({ readUnits }) => readUnits)),
  writeUnits: median(costs.map(({ writeUnits }) => writeUnits)),
});
