import { spawn } from 'node:child_process';

/** A command of a document, as a reader types it, and the lines that it ends with. */
export interface Documented {
  command: string;
  /** `…` stands for anything. */
  ends: string[];
}

/**
 * The commands of a document's blocks of `console`: each after `$ `, followed by its last lines. One that ends with a
 * backslash goes on in the next line.
 */
export function documentedIn(text: string): Documented[] {
  const found: Documented[] = [];
  for (const [, block = ''] of text.matchAll(/^ *```console\n(.*?)^ *```$/gms))
    for (const line of block.replace(/\\\n\s*/g, '').split('\n')) {
      const [, command] = /^\s*\$ (.*)$/.exec(line) ?? [];
      if (command !== undefined) found.push({ command: command.replace(/\s+#.*$/, ''), ends: [] });
      else if (line.trim() !== '') found.at(-1)?.ends.push(line.trim());
    }
  return found;
}

export interface Ran {
  code: number;
  output: string;
}

/** Runs a command as somebody's shell would, without a terminal. */
export function run(command: string, cwd: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn('bash', ['-c', `${command} 2>&1`], {
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
