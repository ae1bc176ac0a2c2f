import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthesize } from '../../infra/local/synth.ts';

test('the stack is synthesized once for the same sources', async () => {
  const assembly = await synthesize(() => {});
  expect(existsSync(join(assembly, 'manifest.json'))).toBe(true);
  const said: string[] = [];
  expect(await synthesize((line) => said.push(line))).toBe(assembly);
  expect(said).toEqual([]);
});
