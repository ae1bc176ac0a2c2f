import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../infra/local/data/folders.ts';
import { documentedIn, missingIn, runBlock } from './commands.ts';
import type { Emulator } from './emulator.ts';

/**
 * Runs every command of the README's section "Deploy" and of infra/DEPLOY.md as it is printed, in a clone of this
 * checkout's last commit, and compares the lines that it ends with.
 * @throws Error naming the commands that failed or ended otherwise
 */
export async function readme(emulator: Emulator): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recado-readme-'));
  const clone = join(folder, 'recado');
  const wrong: string[] = [];
  try {
    execFileSync('git', ['clone', '-q', '--shared', root, clone]);
    // A release of its own, whichever the README names.
    for (const tag of ['v0.2.0', 'v0.3.0']) execFileSync('git', ['tag', '-f', tag], { cwd: clone });
    execFileSync('npm', ['ci', '--silent'], { cwd: clone, env: emulator.environment });
    const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
    const [, deploy = ''] = /^## Deploy\n(.*?)^## /ms.exec(textOf('README.md')) ?? [];
    for (const block of documentedIn(deploy + textOf('infra/DEPLOY.md'))) {
      const ran = await runBlock(
        block.map(({ command }) => command),
        clone,
        emulator.environment,
      );
      for (const [at, { command, ends }] of block.entries()) {
        const { code, output } = ran[at] ?? { code: 1, output: 'not run' };
        const missing = missingIn(output, ends);
        // A command that is refused, and is said to be.
        const mayFail = ends.some((line) => line.includes('TerminationProtection'));
        const isWrong = missing !== undefined || (code !== 0 && !mayFail);
        console.log(`${isWrong ? '✗' : '✓'} ${command}`);
        if (isWrong)
          wrong.push(`${command}\n  ended with ${code}, without "${missing ?? ''}":\n${output.slice(-1500)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n\n'));
}
