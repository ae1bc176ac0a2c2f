import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { rooms } from './rooms.ts';

const asked = (process.env.MUTANT_ROOMS ?? '').split(',');

/** The tests of the rooms that are asked for, and no others: each mutant is judged in seconds. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    include: [...new Set(rooms.filter(({ name }) => asked.includes(name)).flatMap(({ tests }) => tests))],
    env: { LOG_LEVEL: 'error' },
  },
});
