import type { Declaration } from '../../shared/http/declaration.ts';

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * The declarations that modules export, alone or in lists, and that are not among the registered ones: nothing would
 * serve them.
 * @param modules by path
 * @returns `path: name of the endpoint`, each once
 */
export function unregistered(
  modules: ReadonlyMap<string, Exports>,
  registered: readonly Declaration[],
): string[] {
  const found = [...modules].flatMap(([path, exports]) =>
    Object.values(exports)
      .flat()
      .filter(isDeclaration)
      .filter((declaration) => !registered.includes(declaration))
      .map(({ name }) => `${path}: ${name}`),
  );
  return [...new Set(found)];
}

const isDeclaration = (value: unknown): value is Declaration =>
  typeof value === 'object' &&
  value !== null &&
  ['name', 'dialect', 'method', 'path', 'audience'].every((property) => property in value);
