import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { routes } from '../../functions/meta/declarations.ts';
import { findOrders, findThings, makeThing } from '../http/support/declarations.ts';
import { sources, textOf } from './imports.ts';
import { type Exports, unregistered } from './registered.ts';

// `infra/` has routes of another kind.
const places = sources.filter((path) => !path.startsWith('infra/'));

const routeFiles = places.filter((path) => path.endsWith('routes.ts'));

describe('the declarations of endpoints', () => {
  it('are all registered in functions/meta/declarations.ts', async () => {
    const modules = new Map<string, Exports>();
    for (const path of routeFiles)
      modules.set(path, await import(/* @vite-ignore */ join(import.meta.dirname, '../..', path)));
    expect(unregistered(modules, routes)).toEqual([]);
  });

  it('are all in files whose names end with routes.ts, where that is checked', () => {
    const declaring = places.filter((path) => /(?<!function )\bdeclare\(/.test(textOf(path)));
    expect(declaring.some((path) => path.startsWith('shared/'))).toBe(true);
    expect(declaring.filter((path) => !routeFiles.includes(path))).toEqual([]);
  });

  it('have names of their own, and methods and paths of their own', () => {
    const ids = routes.flatMap(({ name, method, path }) => [name, `${method} ${path}`]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('unregistered', () => {
  it('finds a declaration that is exported and not registered, alone or in a list', () => {
    const modules = new Map<string, Exports>([
      ['things/routes.ts', { makeThing, findThings, thingRoutes: [makeThing, findThings], LIMIT: 3 }],
      ['others/routes.ts', { otherRoutes: [findOrders] }],
    ]);
    expect(unregistered(modules, [findThings])).toEqual([
      'things/routes.ts: make-thing',
      'others/routes.ts: find-things',
    ]);
    expect(unregistered(modules, [makeThing, findThings, findOrders])).toEqual([]);
  });

  it('distinguishes a copy of a declaration from the registered one', () => {
    const modules = new Map([['things/routes.ts', { makeThing }]]);
    expect(unregistered(modules, [{ ...makeThing }])).toEqual(['things/routes.ts: make-thing']);
  });
});
