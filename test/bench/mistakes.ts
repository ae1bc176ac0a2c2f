import { performance } from 'node:perf_hooks';
import { routes } from '../../functions/meta/declarations.ts';
import { readJson } from '../../shared/base/input/read-json.ts';
import { validate } from '../../shared/http/validate.ts';

/** Milliseconds to read and refuse a body with this many unknown keys, and with four times as many. */
export interface MistakeTimes {
  endpoint: string;
  few: number;
  many: number;
}

const FEW = 8000;

/** Of every endpoint that takes a body, after what `JSON.parse` alone takes: work must be linear in what was sent. */
export function measureMistakes(times: number): MistakeTimes[] {
  const measured = (endpoint: string, read: (text: string) => unknown): MistakeTimes => {
    const few = fastest(times, read, FEW);
    return { endpoint, few, many: fastest(times, read, 4 * FEW) };
  };
  const taking = routes.filter(({ body, readsRawBody }) => body !== undefined && readsRawBody === undefined);
  return [
    measured('JSON.parse alone', (text) => JSON.parse(text)),
    ...taking.map((declaration) =>
      measured(declaration.name, (text) =>
        validate(declaration, {
          params: {},
          query: { values: {}, repeated: new Set() },
          body: readJson(declaration.name === 'update-order' ? `{"updates":${text}}` : text),
        }),
      ),
    ),
  ];
}

function fastest(times: number, read: (text: string) => unknown, keys: number): number {
  const text = JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, n) => [`k${n}`, 1])));
  const taken = Array.from({ length: times }, () => {
    const startedAt = performance.now();
    try {
      read(text);
    } catch {
      // What is measured is how long that takes.
    }
    return performance.now() - startedAt;
  });
  return Math.min(...taken);
}
