import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The repository's folder. */
const ROOT = join(import.meta.dirname, '../..');

/** The folders that the rules of structure hold for. */
const PARTS = ['shared', 'functions', 'infra'] as const;

/** One file imports another; type imports count too, since a reader of the one has to open the other. */
export interface Import {
  from: string;
  to: string;
}

/** Every source file, by its path from the repository's folder. */
export const sources: readonly string[] = PARTS.flatMap((part) =>
  globSync(`${part}/**/*.{ts,tsx}`, { cwd: ROOT, exclude: (path) => path.includes('node_modules') }),
).sort();

/** What only looks like something, by its path. */
export const styles: readonly string[] = PARTS.flatMap((part) =>
  globSync(`${part}/**/*.css`, { cwd: ROOT }),
).sort();

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g;

/** What the project's files import of each other. */
export const imports: readonly Import[] = sources.flatMap((from) =>
  [...textOf(from).matchAll(SPECIFIER)].map(([, specifier = '']) => ({
    from,
    to: normalize(join(dirname(from), specifier)),
  })),
);

/** Groups of two and more that reach each other along the arrows. */
export function circles(arrows: readonly Import[], groupOf: (path: string) => string): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [one, other] = [groupOf(from), groupOf(to)];
    if (one === other) continue;
    next.set(one, (next.get(one) ?? new Set()).add(other));
  }
  const reached = new Map([...next.keys()].map((start) => [start, reachableFrom(start, next)]));
  const inCircle = [...reached].filter(([start, all]) => all.has(start)).map(([start]) => start);
  const groups = inCircle.map((start) =>
    inCircle.filter((other) => reached.get(start)?.has(other) && reached.get(other)?.has(start)).sort(),
  );
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

function reachableFrom(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    open.push(...(next.get(place) ?? []));
  }
  return reached;
}
