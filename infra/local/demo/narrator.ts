/** Tells what happens, a line at a time, with the time it took to get there. */
export interface Narrator {
  chapter(title: string): void;
  line(text: string): void;
  /** A detail of a line: a key, an id, a body. */
  detail(text: string): void;
  /** Prints a fact that must be true. @throws Error naming it when it is not */
  check(fact: string, holds: boolean): void;
}

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
const [bold, dim, green] = [paint(1), paint(2), paint(32)];

export function createNarrator(): Narrator {
  const started = performance.now();
  const write = (mark: string, text: string) => {
    const at = `${((performance.now() - started) / 1000).toFixed(2)} s`.padStart(8);
    process.stdout.write(`${dim(at)}  ${mark} ${text}\n`);
  };
  return {
    chapter: (title) => void process.stdout.write(`\n${' '.repeat(10)}${bold(title)}\n`),
    line: (text) => write('·', text),
    detail: (text) => void process.stdout.write(`${' '.repeat(12)}${dim(text)}\n`),
    check(fact, holds) {
      if (!holds) throw new Error(`Check failed: ${fact}`);
      write(green('✓'), fact);
    },
  };
}
