import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { WORKER_TIMEOUTS } from '../../infra/constructs/worker.ts';
import { imports } from './imports.ts';

const FOLDER = 'functions/workers';
const files = readdirSync(join(import.meta.dirname, '../..', FOLDER));

test('each worker of the stacks has its file, and no file lacks a worker', () => {
  expect(files.toSorted()).toEqual(
    Object.keys(WORKER_TIMEOUTS)
      .map((name) => `${name}.ts`)
      .toSorted(),
  );
});

describe.each(files)('%s', (file) => {
  const path = `${FOLDER}/${file}`;
  const text = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

  it('is declared with worker(…), under its own name', () => {
    expect(text.match(/^export .*/gm)).toEqual([expect.stringMatching(/^export const handler = worker\(/)]);
    expect(text).toContain(`name: '${file.replace('.ts', '')}'`);
  });

  it('puts its services together in one place, and holds no storage', () => {
    const services = text.match(/^const (\w+) = .*workerServices\(\)|^ {2}\.\.\.workerServices\(\)/gm) ?? [];
    expect(services).toHaveLength(file === 'post-alarm.ts' ? 0 : 1);
    const storage = imports.filter(({ from, to }) => from === path && to.includes('adapters/dynamo'));
    expect(storage).toEqual([]);
  });
});
