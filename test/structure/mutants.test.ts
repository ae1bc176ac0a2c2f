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

it('every file that is called a rule of the domain is in one room', () => {
  const named = globSync('**/*-rule.ts', { cwd: join(root, 'shared') }).filter(
    // What is wrong with a field that was sent.
    (path) => !path.startsWith('base/'),
  );
  expect(named.length).toBeGreaterThan(5);
  const inRooms = rooms.flatMap(({ rules }) => rules);
  expect(named.filter((rule) => !inRooms.includes(rule))).toEqual([]);
  expect(inRooms.filter((rule, n) => inRooms.indexOf(rule) !== n)).toEqual([]);
});
