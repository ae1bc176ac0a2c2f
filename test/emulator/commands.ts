import { spawn } from 'node:child_process';

/** A command of a document, as a reader types it, and the lines that it ends with. */
export interface Documented {
  command: string;
  /** `…` stands for anything. */
  ends: string[];
}

/** The blocks of `console` of a document: commands after `$ `, each followed by its last lines. */
export function documentedIn(text: string): Documented[][] {
  return [...text.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = '']) => {
    const found: Documented[] = [];
    for (const line of block.split('\n'))
      if (line.startsWith('$ ')) found.push({ command: line.slice(2), ends: [] });
      else if (line.trim() !== '') found.at(-1)?.ends.push(line.trim());
    return found;
  });
}

export interface Ran {
  code: number;
  output: string;
}

/** Runs a command as somebody's shell would, without a terminal. */
export function run(command: string, cwd: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn('bash', ['-c', `exec 2>&1\n${command}`], {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs commands one after the other in one shell, which keeps their variables. */
export async function runBlock(
  commands: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv,
): Promise<Ran[]> {
  const marked = commands.map((command) => `${command}\necho "${MARK} $?"`).join('\n');
  const { output } = await run(marked, cwd, environment);
  const parts = output.split(new RegExp(`^${MARK} (\\d+)$`, 'm'));
  return commands.map((_, at) => ({ code: Number(parts[2 * at + 1] ?? 1), output: parts[2 * at] ?? '' }));
}

const MARK = '-- ended with';

/** The first of the expected lines that the output does not have, in their order. */
export function missingIn(output: string, ends: readonly string[]): string | undefined {
  const lines = output.split('\n').map((line) => line.trim());
  let at = 0;
  for (const expected of ends) {
    const pattern = new RegExp(`^${expected.split('…').map(literally).join('.*')}$`);
    const found = lines.slice(at).findIndex((line) => pattern.test(line));
    if (found < 0) return expected;
    at += found + 1;
  }
  return undefined;
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
