/**
 * Changes one token of the pure rules after the other and counts which changes no test finds: `npm run mutants`, or
 * `npm run mutants -- dispatch` for one room. Ends with 1 where a room has more of them than it may.
 */
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { type Room, rooms } from './rooms.ts';

const root = join(import.meta.dirname, '../..');
process.chdir(root);

const asked = process.argv.slice(2);
const chosen = rooms.filter(({ name }) => asked.length === 0 || asked.includes(name));
if (chosen.length === 0) throw new Error(`There are only ${rooms.map(({ name }) => name).join(', ')}`);
const pathOf = (rule: string): string => `shared/${rule}`;
/** Beyond half a minute a mutant runs for ever, however busy the machine. */
const PATIENCE_MS = 30_000;

process.env.MUTANT_ROOMS = chosen.map(({ name }) => name).join();
const results = await new Stryker({
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutants/vitest.config.ts', related: false },
  mutate: chosen.flatMap(({ rules }) => rules.map(pathOf)),
  reporters: ['progress-append-only'],
  timeoutMS: PATIENCE_MS,
  // Stryker would rewrite its paths, by an interface that TypeScript has no more; nothing reads it in the copy.
  tsconfigFile: 'none',
  tempDirName: 'node_modules/.cache/recado/mutants',
}).runMutationTest();

/** Whether its tests judged a mutant; what cannot even be loaded is none. */
const isJudged = ({ status }: { status: string }) =>
  !['CompileError', 'RuntimeError', 'Ignored'].includes(status);
const lives = ({ status }: { status: string }) => status === 'Survived' || status === 'NoCoverage';
/** It counts as found; on a machine that is too busy it may have been nothing but slow. */
const ranOn = ({ status }: { status: string }) => status === 'Timeout';

function scoreOf({ rules }: Room): { judged: number; alive: typeof results; endless: typeof results } {
  const paths = new Set(rules.map(pathOf));
  const own = results.filter(({ fileName }) => paths.has(relative(root, fileName)));
  return { judged: own.filter(isJudged).length, alive: own.filter(lives), endless: own.filter(ranOn) };
}

const told = ({ fileName, location, mutatorName, replacement = '' }: (typeof results)[number]): string =>
  `${relative(root, fileName)}:${location.start.line} ${mutatorName} ${replacement}`;

for (const room of chosen) {
  const { judged, alive, endless } = scoreOf(room);
  const score = judged === 0 ? 0 : (100 * (judged - alive.length)) / judged;
  console.log(`${room.name}: ${score.toFixed(1)} %, ${judged - alive.length} of ${judged} found`);
  for (const mutant of alive) console.log(`  ${told(mutant)}`);
  for (const mutant of endless) console.log(`  ${told(mutant)} (found because it ran too long)`);
  if (score < room.least) process.exitCode = 1;
}
