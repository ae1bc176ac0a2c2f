import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['support/global-setup.ts'],
    env: { LOG_LEVEL: 'error' },
    // Engines and hosts start as real processes, on machines that may be busy with them.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
