import { afterAll, beforeAll } from 'vitest';
import { startApi, type TestApi } from './api.ts';

/** Of the file that calls `useApi`; each has its own, as vitest loads a module anew for each file. */
export let api: TestApi;

/** Gives a file the declared endpoints, on a table to itself. */
export function useApi(): void {
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());
}
