import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { type Observer, startObserver, type WrittenAssembly, writeAssembly } from './assembly.ts';

export interface ObservedHost<Event> {
  host: SpawnedHost;
  /** Emptied before each test. */
  observer: Observer<Event>;
}

/**
 * Gives a file a host of its own that serves this stack.
 * @param sources the functions' modules, by asset hash
 * @param answer of the functions that are observed, unless a test has them answer something else
 */
export function useObservedHost<Event>(
  resources: object,
  sources: Record<string, string>,
  answer: (event: Event) => unknown = () => undefined,
): ObservedHost<Event> {
  let assembly: WrittenAssembly;
  const served = {} as ObservedHost<Event>;
  beforeAll(async () => {
    served.observer = await startObserver();
    assembly = writeAssembly(resources, sources);
    served.host = await spawnHost({
      assembly: assembly.directory,
      env: { OBSERVER: served.observer.url },
    });
  });
  afterAll(async () => {
    await served.host?.stop();
    served.observer?.stop();
    assembly?.remove();
  });
  beforeEach(() => {
    served.observer.events.length = 0;
    served.observer.answer = answer;
  });
  return served;
}
