import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from './imports.ts';

const ROOT = join(import.meta.dirname, '../..');

const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n');

/** A document without its blocks of code. */
const proseOf = (document: string): string => textOf(document).replace(/^ *```.*?^ *```$/gms, '');

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (document: string): string[] =>
  [...proseOf(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** A link's path from the root, and its anchor. */
function targetOf(document: string, link: string): { path: string; anchor: string | undefined } {
  const [path = '', anchor] = link.split('#');
  return { path: path === '' ? document : join(dirname(document), path), anchor };
}

describe.each(documents)('%s', (document) => {
  const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));

  it('links only to files that exist', () => {
    expect(links.filter((link) => !existsSync(join(ROOT, targetOf(document, link).path)))).toEqual([]);
  });

  it('links only to headings that exist', () => {
    const lost = links.filter((link) => {
      const { path, anchor } = targetOf(document, link);
      return anchor !== undefined && documents.includes(path) && !anchorsOf(path).includes(anchor);
    });
    expect(lost).toEqual([]);
  });
});

// The changelog of releases that are out stays as it is.
it.each(documents.filter((document) => document !== 'CHANGELOG.md'))(
  '%s has lines that a diff can show: 120 characters, but for tables, pictures and code',
  (document) => {
    const lines = proseOf(document).split('\n');
    expect(lines.filter((line) => line.length > 120 && !/^ *(?:\||!\[)/.test(line))).toEqual([]);
  },
);

describe('.vscode/launch.json', () => {
  it('starts programs that exist, with the Node of the project', () => {
    const { configurations } = JSON.parse(textOf('.vscode/launch.json'));
    expect(configurations.map(({ name }: { name: string }) => name)).toEqual([
      'Local host',
      'Test file that is open',
    ]);
    for (const { program, runtimeExecutable } of configurations)
      for (const path of [program, runtimeExecutable])
        expect(existsSync(path.replace(/^\$\{workspaceFolder\}/, ROOT)), path).toBe(true);
  });
});
