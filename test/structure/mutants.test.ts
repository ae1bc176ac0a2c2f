import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rooms } from '../mutants/rooms.ts';

const root = join(import.meta.dirname, '../..');

describe.each(rooms)('the rules and tests of the mutants in $name', ({ rules, tests }) => {
  it('are files that there are', () => {
    expect(rules.filter((rule) => !existsSync(join(root, 'shared', rule)))).toEqual([]);
    const missing = tests.filter((pattern) => globSync(pattern, { cwd: join(root, 'test') }).length === 0);
    expect(missing).toEqual([]);
  });
});
