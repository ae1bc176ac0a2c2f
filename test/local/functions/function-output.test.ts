import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { until } from '../../support/time/until.ts';
import { functionOf, type WrittenAssembly, writeAssembly } from '../support/assembly.ts';

const LINES = [
  '{"level":"warn","message":"a warning"}',
  '{"level":"error","message":"an error"}',
  '{"level":"info","message":"all is well"}',
  'no JSON at all',
];

let assembly: WrittenAssembly;
let host: SpawnedHost;

beforeAll(async () => {
  assembly = writeAssembly(
    { Talker: functionOf('talker') },
    {
      talker: `export const handler = ({ lines }) => {
        for (const line of lines) process.stdout.write(line + '\\n');
        process.stderr.write('on the other stream\\n');
        return 'done';
      };`,
    },
  );
  host = await spawnHost({ assembly: assembly.directory });
});

afterAll(async () => {
  await host?.stop();
  assembly?.remove();
});

test('a function’s errors are shown, and stop neither the function nor the host', async () => {
  expect(await host.invoke('Talker', { lines: LINES })).toBe('done');
  const shown = await until('it is shown', () => host.output().includes('on the other') && host.output());
  expect(shown.split('\n').filter(Boolean)).toEqual([LINES[0], LINES[1], LINES[3], 'on the other stream']);
});
