import { type ChildProcess, spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';

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
 * Reads from this process until the pipe closes, which it does even on a SIGKILL, and then ends the child. A process
 * group of its own keeps a terminal's Ctrl-C, and a kill of the whole group, away from it and from the child.
 */
const WATCHDOG = 'read -r _; kill -9 "$1" 2>/dev/null; [ -z "$2" ] || rm -rf "$2"';

/**
 * Starts a process together with its watchdog.
 * @param folder where it may leave files
 * @param removeAfter a folder that the watchdog removes when this process was killed
 */
export async function startChild(
  command: string,
  args: string[],
  folder: string,
  removeAfter?: string,
): Promise<Child> {
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  const keep = (chunk: Buffer) => {
    written = (written + chunk.toString()).slice(-4096);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid ?? 0;
  const watchdog = spawn('sh', ['-c', WATCHDOG, 'watchdog', String(pid), removeAfter ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => {});
  release(child);
  release(watchdog);
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    running,
    gone,
    output: () => written.trim(),
    async end() {
      watchdog.kill('SIGKILL');
      if (!running()) return;
      child.ref();
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Lets this process end while the child still runs: the watchdog sees to the rest. */
function release(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio)
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
}

/** Whether a process of that id runs that very program (Linux; elsewhere it is never taken for one). */
export function runs(pid: number, program: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '') === program;
  } catch {
    return false;
  }
}
