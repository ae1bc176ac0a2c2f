import { summaryOf } from '../request.ts';

/** How long what is in hand gets to finish when the process ends. */
const PATIENCE_MS = 5_000;

/** npm passes on a signal that all processes of its group were given: the second of a pair is no impatience. */
const PAIR_MS = 300;

/** What ends a process unless it is listened to, as far as users and terminals send it. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;

/** The life of this process: it has one end, and that has a reason. */
export interface Lifetime {
  /** Whether the end has begun. */
  ending(): boolean;
  /** Stops everything and ends the process. Only the first call counts. @param why the last line, unless it has been said */
  end(code: number, why?: string): void;
}

/**
 * Sees to it that this process never ends without a last line, on standard error, that says why: a signal, an error that
 * nobody caught, a call of `process.exit`, or nothing left to do. Where it is killed outright, its engine's watchdog says so.
 * @param stop what is to be done before the end; it gets a few seconds
 */
export function watchLifetime(stop: () => Promise<void>): Lifetime {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  let reason: string | undefined;
  let begun = 0;
  const end = (code: number, why = ''): void => {
    if (reason !== undefined) return;
    reason = why;
    begun = performance.now();
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    stop().then(
      () => process.exit(code),
      (error) => {
        say(`Not all could be stopped: ${describe(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (reason === undefined) return end(0, `Ended, as ${signal} asked.`);
      if (performance.now() - begun < PAIR_MS) return;
      reason = `Ended at once, as ${signal} asked a second time.`;
      process.exit(1);
    });
  process.on('uncaughtException', (error) => {
    say(describe(error));
    end(1, `Ended by an error that nobody caught: ${summaryOf(error)}`);
  });
  // In Lambda it would end one function's environment; here it must not end everybody's.
  process.on('unhandledRejection', (error) => say(`A promise that nobody waited for: ${describe(error)}`));
  process.on('beforeExit', () => {
    reason ??= 'Ended: nothing was left that it could have served.';
    process.exitCode = 1;
  });
  process.on('exit', (code) => {
    if (reason !== '') say(reason ?? `Ended with ${code} by a call of process.exit.`);
  });
  // The reader of its output may be gone: that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return { ending: () => reason !== undefined, end };
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
