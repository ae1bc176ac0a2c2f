import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Declaration } from '../../shared/http/declaration.ts';

/** A Lambda function's handler: `<name>.ts` in `functions/<folder>` or a folder below it, which exports `handler`. */
export interface HandlerFile {
  folder: string;
  name: string;
}

type Declared = Pick<Declaration, 'dialect' | 'folder' | 'name'>;

/** The handler of a declared endpoint. */
export const handlerFileOf = ({ dialect, folder, name }: Declared): HandlerFile => ({
  folder: folder ?? dialect,
  name,
});

/**
 * Tells where handlers are, as paths below the root.
 * @throws Error when a folder holds two files of one name
 */
export function handlerPaths(root: string): (handler: HandlerFile) => string {
  const paths = new Map<string, string>();
  for (const path of globSync('functions/*/**/*.ts', { cwd: root, exclude: isClient }).sort()) {
    const [, folder] = path.split('/');
    const key = `${folder}/${basename(path, '.ts')}`;
    const other = paths.get(key);
    if (other) throw new Error(`${other} and ${path} could both be the handler ${key}`);
    paths.set(key, path);
  }
  return ({ folder, name }) => paths.get(`${folder}/${name}`) ?? join('functions', folder, `${name}.ts`);
}

/** Clients run in browsers: they hold no handlers, and each of their folders may have an index. */
const isClient = (path: string): boolean => basename(path) === 'client';
