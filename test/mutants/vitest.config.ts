import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { rooms } from './rooms.ts';

/** The tests of the room that is asked for, and no others: each mutant is judged in seconds. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    include: [...(rooms.find(({ name }) => name === process.env.MUTANT_ROOM)?.tests ?? [])],
    env: { LOG_LEVEL: 'error' },
    // Without changes they take milliseconds, on a machine that has time for them.
    testTimeout: 60_000,
  },
});
