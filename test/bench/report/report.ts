let prefix: () => string = () => '';

/** From now on, prints the overall progress before each line. */
export function prefixProgress(where: () => string): void {
  prefix = where;
}

/** What the bench says while it works: to standard error, so that the tables can be piped on alone. */
export function progress(line: string): void {
  const where = prefix();
  const text = where === '' ? line : `[${where}] ${line}`;
  process.stderr.write(process.stderr.isTTY ? `\u001b[2K\r${text}` : `${text}\n`);
}

/** Ends what `progress` kept overwriting. */
export function progressDone(): void {
  if (process.stderr.isTTY) process.stderr.write('\u001b[2K\r');
}

export function heading(text: string): void {
  progressDone();
  console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Prints rows under their column names, numbers flush right. */
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const right = columns.map((_, at) => rows.every((row) => typeof row[at] === 'number'));
  for (const row of cells)
    console.log(
      row
        .map((cell, at) => (right[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    );
}

/** A number rounded to at most this many decimals. */
export const rounded = (value: number, decimals = 1): number => Number(value.toFixed(decimals));
