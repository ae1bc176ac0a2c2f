import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { MARK } from '../data/running-mark.ts';

/** A process that ends with this one, however this one ends. */
export interface Child {
  pid: number;
  /** The last 4 kB of its output, both streams. */
  output(): string;
  /** Whether it still runs. */
  running(): boolean;
  /** Settles when it has ended. */
  gone: Promise<void>;
  /** Ends it at once. Resolves when it is gone. */
  end(): Promise<void>;
}

/**
 * Starts the child, prints its process id, and ends it when the pipe from this process closes, which the operating system
 * does even on a SIGKILL. There is no moment at which the child runs unwatched. A host that left its mark was killed, and
 * the watchdog says so in its place. A process group of its own keeps a
 * terminal's Ctrl-C, and a kill of the whole group, away from both.
 */
const WATCHDOG = `
folder=$1
shift
"$@" 3>&- 4>&- </dev/null &
trap '' PIPE
echo $! >&3
exec 3>&- >&- 2>&-
read -r _
kill -9 $!
wait $!
[ ! -e ${MARK} ] || echo 'Ended by force: killed, by somebody or by the system for want of memory, or crashed.' >&4
[ -z "$folder" ] || rm -rf "$folder"`;

/**
 * Starts a process together with its watchdog. If it cannot be started, it ends at once and its output says why.
 * @param folder where it may leave files
 * @param removeAfter a folder that the watchdog removes once the process has ended
 */
export async function startChild(
  command: string,
  args: string[],
  folder: string,
  removeAfter?: string,
): Promise<Child> {
  const watchdog = spawn('sh', ['-c', WATCHDOG, 'watchdog', removeAfter ?? '', command, ...args], {
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', process.stderr.fd],
  }) as ChildProcessWithoutNullStreams;
  const relieved = new Promise<void>((resolve) => {
    watchdog.once('exit', () => resolve());
    watchdog.once('error', () => resolve());
  });
  watchdog.stdin.on('error', () => {});
  let written = '';
  // Only the child holds the other ends, so they close when it ends.
  const closed = [watchdog.stdout, watchdog.stderr].map((stream) => {
    stream.on('data', (chunk: Buffer) => {
      written = (written + chunk.toString()).slice(-4096);
    });
    return new Promise<void>((resolve) => stream.once('close', () => resolve()));
  });
  let running = true;
  const gone = Promise.all(closed).then(() => {
    running = false;
  });
  const pid = await numberFrom(watchdog);
  release(watchdog);
  return {
    pid,
    running: () => running,
    gone,
    output: () => written.trim(),
    async end() {
      watchdog.ref();
      watchdog.stdin.end();
      await relieved;
    },
  };
}

/** @throws Error when there is no shell to run the watchdog */
function numberFrom(watchdog: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    watchdog.once('error', reject);
    watchdog.stdio[3]?.once('data', (line: Buffer) => resolve(Number(line.toString())));
  });
}

/** Lets this process end while the child still runs; the watchdog ends the child. */
function release(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio)
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
}

/** Whether the process with that id runs this program on this file (Linux only; false elsewhere). */
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
