import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** A process that lives no longer than this one, however this one ends. */
export interface Child {
  pid: number;
  /** What it wrote, both streams, the last 4 kB. */
  output(): string;
  /** Whether it still runs. */
  running(): boolean;
  /** Settles when it has ended. */
  gone: Promise<void>;
  /** Ends it at once. Resolves when it is gone. */
  end(): Promise<void>;
}

/**
 * Hears of the child, and waits. The pipe from this process closes with the word that the child is gone, or without it,
 * even on a SIGKILL: then it ends the child itself. A process group of its own keeps a terminal's Ctrl-C, and a kill of
 * the whole group, away from it and from the child.
 */
const WATCHDOG = `
read -r pid
read -r word
[ -z "$pid" ] || [ "$word" = gone ] || kill -9 "$pid" 2>/dev/null
[ -z "$1" ] || rm -rf "$1"`;

/**
 * Starts a process together with its watchdog.
 * @param folder where it may leave files
 * @param removeAfter a folder that the watchdog removes once the process has ended
 */
export async function startChild(
  command: string,
  args: string[],
  folder: string,
  removeAfter?: string,
): Promise<Child> {
  const watchdog = spawn('sh', ['-c', WATCHDOG, 'watchdog', removeAfter ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const relieved = new Promise<void>((resolve) => {
    watchdog.once('exit', () => resolve());
    watchdog.once('error', () => resolve());
  });
  watchdog.stdin.on('error', () => {});

  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  watchdog.stdin.write(`${child.pid ?? ''}\n`);
  let written = '';
  const keep = (chunk: Buffer) => {
    written = (written + chunk.toString()).slice(-4096);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      watchdog.stdin.end('gone\n');
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      watchdog.stdin.end();
      reject(error);
    });
  });
  release(child);
  release(watchdog);
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    running,
    gone,
    output: () => written.trim(),
    async end() {
      child.ref();
      watchdog.ref();
      if (running()) child.kill('SIGKILL');
      await Promise.all([gone, relieved]);
    },
  };
}

/** Lets this process end while the child still runs: the watchdog sees to the rest. */
function release(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio)
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
}

/** Whether a process of that id runs that very program on that file (Linux; elsewhere it is never taken for one). */
export function runs(pid: number, program: string, file: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '') === program &&
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(file)
    );
  } catch {
    return false;
  }
}
