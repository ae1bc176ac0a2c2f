import type { Comparison } from './compare.ts';
import type { LeftOut } from './record.ts';
import { heading, rounded, table } from './report.ts';

export function printLeftOut(leftOut: readonly LeftOut[]): void {
  if (leftOut.length === 0) return;
  heading('Left out');
  table(
    ['part', 'because'],
    leftOut.map(({ part, why }) => [part, why]),
  );
}

/** Lines that people read; all others are in the files. */
const MOST_LINES = 60;

export function printComparison({ unlike, different, alike, onlyBefore, onlyNow }: Comparison): void {
  heading('Against the earlier run: what differs by more than a tenth');
  if (unlike.length > 0) {
    console.log('THE RUNS ARE NOT ALIKE, and their numbers may differ for that alone:\n');
    const said = unlike.map(({ setting, before = '', now = '' }) => [setting, before, now]);
    table(['', 'before', 'now'], said);
    console.log();
  }
  table(
    ['', 'before', 'now', 'ratio'],
    different
      .slice(0, MOST_LINES)
      .map(({ name, before, now, ratio }) => [name, rounded(before, 2), rounded(now, 2), rounded(ratio, 2)]),
  );
  const more = different.length - MOST_LINES;
  if (more > 0) console.log(`and ${more} more`);
  console.log(`\n${alike} numbers differ by less`);
  for (const [names, which] of [
    [onlyBefore, 'the earlier run'],
    [onlyNow, 'this run'],
  ] as const) {
    const kinds = [...new Set(names.map((name) => name.split('.').slice(0, 2).join('.')))];
    if (kinds.length > 0) console.log(`Only ${which} has ${kinds.join(', ')} (${names.length} numbers)`);
  }
}
