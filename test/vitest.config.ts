import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/processes/longest-first.ts';
import { Progress } from './support/processes/progress.ts';
import { patience } from './support/time/patience.ts';

const slow = process.env.RECADO_ENGINE === 'dynamodb-local';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['support/processes/global-setup.ts'],
    env: {
      LOG_LEVEL: 'error',
      // Of the many processes that tests start, each loads what others have compiled.
      NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/recado/compile'),
    },
    // Engines and hosts start as real processes, on machines that may be busy with them.
    testTimeout: patience(30_000),
    hookTimeout: patience(60_000),
    // On two cores too: a file spends half of its time waiting for its engine, host or browser. One DynamoDB Local serves a
    // whole run, and files side by side would only wait for each other.
    maxWorkers: slow ? 1 : Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    ...(slow && { reporters: ['default', new Progress()] }),
  },
});
