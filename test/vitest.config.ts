import { defineConfig } from 'vitest/config';
import { patience } from './support/patience.ts';
import { Progress } from './support/progress.ts';

const slow = process.env.RECADO_ENGINE === 'dynamodb-local';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['support/global-setup.ts'],
    env: { LOG_LEVEL: 'error' },
    // Engines and hosts start as real processes, on machines that may be busy with them.
    testTimeout: patience(30_000),
    hookTimeout: patience(60_000),
    // One DynamoDB Local serves the whole run: files side by side would only wait for each other.
    ...(slow && { maxWorkers: 1, reporters: ['default', new Progress()] }),
  },
});
