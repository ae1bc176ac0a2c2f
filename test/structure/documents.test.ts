import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from './imports.ts';

const ROOT = join(import.meta.dirname, '../..');

describe.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'])(
  '%s',
  (document) => {
    it('links only to files that exist', () => {
      const links = [...textOf(document).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
      const own = links.filter((link) => !/^[a-z]+:/.test(link));
      expect(own.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
    });
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
