import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circles, imports, sources, styles, textOf } from './imports.ts';

/** The rooms of the project, from the bottom floor up: a room imports only from floors below its own. */
const FLOORS: readonly (readonly string[])[] = [
  ['shared/base'],
  ['shared/adapters'],
  ['shared/phones'],
  ['shared/time', 'shared/geo', 'shared/events'],
  ['shared/serviceability'],
  ['shared/tenants'],
  ['shared/members'],
  ['shared/http'],
  ['shared/orders'],
  ['shared/calls', 'shared/deliveries'],
  ['shared/intake', 'shared/reports', 'shared/actions'],
  ['shared/webhooks'],
  ['shared/relay'],
  ['functions'],
  ['infra'],
];

const roomOf = (path: string): string => {
  const [part = '', room = ''] = path.split('/');
  return part === 'shared' ? `${part}/${room}` : part;
};

const floorOf = (path: string): number => FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));

const ownImports = imports.filter(({ to }) => sources.includes(to));

describe('the structure', () => {
  it('has every file in a room of a floor', () => {
    expect(sources.filter((path) => floorOf(path) === -1)).toEqual([]);
  });

  it('has at most 18 names under shared/', () => {
    const names = new Set(sources.filter((path) => path.startsWith('shared/')).map(roomOf));
    expect([...names].length).toBeLessThanOrEqual(18);
  });

  it('imports only down, types included', () => {
    const up = ownImports.filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && floorOf(from) <= floorOf(to),
    );
    expect(up).toEqual([]);
  });

  it('has no circle of folders, of whatever depth', () => {
    expect(circles(ownImports, dirname)).toEqual([]);
    expect(circles(ownImports, roomOf)).toEqual([]);
  });

  it('has no circle of files', () => {
    expect(circles(ownImports, (path) => path)).toEqual([]);
  });

  it('finds a circle where there is one', () => {
    const arrows = [
      { from: 'a/1', to: 'b/1' },
      { from: 'b/2', to: 'a/2' },
    ];
    expect(circles(arrows, dirname)).toEqual([['a', 'b']]);
    expect(circles(arrows, (path) => path)).toEqual([]);
  });

  it('has no source file over 300 lines, styles included', () => {
    expect(styles.length).toBeGreaterThan(8);
    const long = [...sources, ...styles].filter((path) => textOf(path).trimEnd().split('\n').length > 300);
    expect(long).toEqual([]);
  });

  it('exports each name from one file only, but for the handlers that Lambda calls', () => {
    expect(sharedNames()).toEqual(['handler']);
  });
});

const EXPORTED =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

/** The exported names that stand in more than one file. */
function sharedNames(): string[] {
  const files = new Map<string, Set<string>>();
  for (const path of sources)
    for (const [, name = ''] of textOf(path).matchAll(EXPORTED))
      files.set(name, (files.get(name) ?? new Set()).add(path));
  return [...files].filter(([, paths]) => paths.size > 1).map(([name]) => name);
}
