/**
 * Changes one token of the pure rules after the other and counts which changes no test of their room finds:
 * `npm run mutants`, `npm run mutants -- dispatch` for one room, or `npm run mutants -- deliveries/booking/booking-rule.ts`
 * for one file. Ends with 1 where a room has more of them than it may.
 */
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { type Room, rooms } from './rooms.ts';

const root = join(import.meta.dirname, '../..');
process.chdir(root);

const asked = process.argv.slice(2);
const isAsked = (name: string): boolean => asked.length === 0 || asked.includes(name);
const chosen = rooms
  .map((room) => (isAsked(room.name) ? room : { ...room, rules: room.rules.filter(isAsked) }))
  .filter(({ rules }) => rules.length > 0);
if (chosen.length === 0)
  throw new Error(`There are only these and their rules: ${rooms.map(({ name }) => name).join(', ')}`);
/** Beyond half a minute a mutant runs for ever, however busy the machine. */
const PATIENCE_MS = 30_000;

type Mutants = Awaited<ReturnType<Stryker['runMutationTest']>>;

/** One room after the other: only its own tests judge a change, and few files are loaded for it. */
function judge({ name, rules }: Room): Promise<Mutants> {
  process.env.MUTANT_ROOM = name;
  return new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutants/vitest.config.ts', related: false },
    mutate: rules.map((rule) => `shared/${rule}`),
    reporters: ['progress-append-only'],
    timeoutMS: PATIENCE_MS,
    // Stryker would rewrite its paths, by an interface that TypeScript has no more; nothing reads it in the copy.
    tsconfigFile: 'none',
    tempDirName: 'node_modules/.cache/recado/mutants',
  }).runMutationTest();
}

/** Whether its tests judged a mutant; what cannot even be loaded is none. */
const isJudged = ({ status }: { status: string }) =>
  !['CompileError', 'RuntimeError', 'Ignored'].includes(status);
const lives = ({ status }: { status: string }) => status === 'Survived' || status === 'NoCoverage';
/** It counts as found; on a machine that is too busy it may have been nothing but slow. */
const ranOn = ({ status }: { status: string }) => status === 'Timeout';

const told = ({ fileName, location, mutatorName, replacement = '' }: Mutants[number]): string =>
  `${relative(root, fileName)}:${location.start.line} ${mutatorName} ${replacement}`;

const lines: string[] = [];
for (const room of chosen) {
  const mutants = await judge(room);
  const judged = mutants.filter(isJudged).length;
  const alive = mutants.filter(lives);
  const score = judged === 0 ? 0 : (100 * (judged - alive.length)) / judged;
  lines.push(`${room.name}: ${score.toFixed(1)} %, ${judged - alive.length} of ${judged} found`);
  for (const mutant of alive) lines.push(`  ${told(mutant)}`);
  for (const mutant of mutants.filter(ranOn)) lines.push(`  ${told(mutant)} (found because it ran too long)`);
  if (score < room.least) process.exitCode = 1;
}
for (const line of lines) console.log(line);
