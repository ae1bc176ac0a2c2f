import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

const LOOK_EVERY_MS = 500;
/** Below this there is nothing worth a pause. */
const ENOUGH_BYTES = 150 * 1024 * 1024;

/** Told of the work there is, gives memory back when there has been none for a while. */
export interface MemoryKeeper {
  working(): void;
  stop(): void;
}

/**
 * Under load V8 lets garbage pile up, because collecting it would cost requests their time, and afterwards it has no
 * reason to collect. A machine that also runs an editor and a browser wants it back.
 */
export function keepMemoryLow(): MemoryKeeper {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  let worked = false;
  let collected = true;
  const timer = setInterval(() => {
    if (!worked && !collected && process.memoryUsage.rss() > ENOUGH_BYTES) {
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
      collected = true;
    }
    worked = false;
  }, LOOK_EVERY_MS).unref();
  return {
    working() {
      worked = true;
      collected = false;
    },
    stop: () => clearInterval(timer),
  };
}
