import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/events/catalogue.ts';
import { webhookNames } from '../../shared/webhooks/kinds/catalogue.ts';
import { sources, textOf } from './imports.ts';

const text = textOf('ARCHITECTURE.md');

/** The lines of a section, without its heading. */
function section(heading: string): string {
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  return after.split('\n## ')[0] ?? '';
}

const found = (pattern: RegExp): string[] => [
  ...new Set(
    sources
      .filter((path) => path.startsWith('shared/'))
      .flatMap((path) => [...textOf(path).matchAll(pattern)].map(([, name = '']) => name)),
  ),
];

describe('ARCHITECTURE.md', () => {
  it('names every folder of the layers', () => {
    const folders = sources.map((path) =>
      path
        .split('/')
        .slice(0, path.startsWith('shared/') ? 2 : 1)
        .join('/'),
    );
    const missing = [...new Set(folders)].filter((folder) => !section('Layers').includes(`\`${folder}/\``));
    expect(missing).toEqual([]);
  });

  it('names every key pattern of the table', () => {
    const prefixes = found(/[`']([A-Z_]{2,}#)/g);
    expect(prefixes.length).toBeGreaterThan(40);
    expect(prefixes.filter((prefix) => !section('The table').includes(`\`${prefix}`))).toEqual([]);
  });

  it('names every sort key that is one word', () => {
    const words = found(/\bsk: '([A-Z_]+)'/g);
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((word) => !section('The table').includes(`\`${word}\``))).toEqual([]);
  });

  it('names every entity of the table', () => {
    const entities = found(/\bentity: '([a-z-]+)'/g);
    expect(entities.length).toBeGreaterThan(30);
    expect(entities.filter((entity) => !section('The table').includes(`| \`${entity}\` |`))).toEqual([]);
  });

  it('names every type of event', () => {
    const types = Object.keys(catalogue);
    expect(types.filter((type) => !section('Events').includes(`\`${type}\``))).toEqual([]);
  });

  it('names every webhook that an event becomes', () => {
    const names = webhookNames.filter((name) => name !== 'ping');
    expect(names.filter((name) => !section('Events').includes(`\`${name}\``))).toEqual([]);
  });

  it('has a glossary of at most 30 terms', () => {
    const terms = section('Glossary').match(/^\| (?!term |-)/gm) ?? [];
    expect(terms.length).toBeGreaterThan(20);
    expect(terms.length).toBeLessThanOrEqual(30);
  });
});
