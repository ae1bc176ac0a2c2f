import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitOnClosedPipe } from '../../infra/exit-on-closed-pipe.ts';
import { root } from '../../infra/local/data/folders.ts';
import { type Part, type Plan, parts, plans } from './parts.ts';
import { compareRuns } from './report/compare.ts';
import { printComparison, printLeftOut } from './report/print-run.ts';
import { createRecord } from './report/record.ts';
import { prefixProgress, progressDone } from './report/report.ts';
import { createTimetable, timed } from './timetable.ts';

exitOnClosedPipe();

const usage = `npm run bench -- [--quick] [--orders NUMBER] [--data DIR] [--account NUMBER] [--against FILE] [part …]

${parts.map(({ name, about }) => `  ${name.padEnd(13)}${about}`).join('\n')}

All parts unless some are named. --quick takes fewer orders, rounds and seconds: for development. The results are written to
bench.json as they are found; one that fails is named there, and the others go on. --data keeps the shop of the part large in
a folder, and takes it from there the next time. --against takes the bench.json of an earlier
run, and prints by how much this one differs.`;

const { values: options, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    orders: { type: 'string' },
    data: { type: 'string' },
    account: { type: 'string' },
    against: { type: 'string' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});
const named = [...positionals, ...(options.only?.split(',') ?? [])];
const unknown = named.filter((name) => !parts.some((part) => part.name === name));
if (options.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `There is no part ${unknown.join(', ')}\n\n${usage}` : usage);
  process.exit(options.help ? 0 : 1);
}
const wanted: readonly Part[] = parts.filter(({ name, onlyNamed }) =>
  named.length > 0 ? named.includes(name) : !onlyNamed || options.orders !== undefined,
);

/** Read before this run writes its own, which may be the same file. */
const before: object | undefined =
  options.against === undefined ? undefined : JSON.parse(readFileSync(options.against, 'utf8'));

const size = options.quick ? 'quick' : 'full';
const plan: Plan = structuredClone(plans[size]) as Plan;
if (options.orders !== undefined) plan.orders = Number(options.orders);
plan.data = options.data;
if (options.account !== undefined) plan.account = Number(options.account);
const record = createRecord(join(root, 'bench.json'), {
  at: new Date().toISOString(),
  machine: { cpus: availableParallelism(), model: cpus()[0]?.model, node: process.version },
  plan,
});
for (const { name } of parts)
  if (!wanted.some((part) => part.name === name)) record.leaveOut(name, 'not asked for');

const timetable = createTimetable(timed(wanted, size));
prefixProgress(() => timetable.where());
for (const part of wanted) {
  timetable.begin(part.name);
  try {
    await part.run(plan, record.keep);
  } catch (error) {
    progressDone();
    console.error(error);
    record.leaveOut(part.name, error instanceof Error ? error.message : String(error));
  }
}
printLeftOut(record.leftOut());
if (before !== undefined) printComparison(compareRuns(before, record.results()));
console.log('\nWritten to bench.json');
const failed = record.leftOut().some(({ part }) => wanted.some(({ name }) => name === part));
process.exit(failed ? 1 : 0);
