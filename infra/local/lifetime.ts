import { errorSummaryOf } from '../request.ts';

/** How long work in progress gets to finish when the process ends. */
const STOP_TIMEOUT_MS = 5_000;

/** npm forwards a signal that the whole process group received already: the second of a pair is not another request. */
const PAIR_MS = 300;

/** Signals that users and terminals send and that end a process unless handled. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;

/** The end of this process, which happens once and states its reason. */
export interface Lifetime {
  /** Whether the end has begun. */
  ending(): boolean;
  /** Stops everything and ends the process. Only the first call counts. @param why the last line, unless it was printed already */
  end(code: number, why?: string): void;
}

/**
 * Makes sure that this process never ends without a last line on standard error that says why: a signal, an uncaught
 * error, a call of `process.exit`, or nothing left to do. If it is killed outright, its engine's watchdog says so.
 * @param stop what to do before the end; it has a few seconds
 */
export function watchLifetime(stop: () => Promise<void>): Lifetime {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  let reason: string | undefined;
  let begun = 0;
  const end = (code: number, why = ''): void => {
    if (reason !== undefined) return;
    reason = why;
    begun = performance.now();
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    stop().then(
      () => process.exit(code),
      (error) => {
        say(`Not everything could be stopped: ${describe(error)}`);
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
    end(1, `Ended by an error that nobody caught: ${errorSummaryOf(error)}`);
  });
  // In Lambda it would end one function's environment; here it must not end the whole host.
  process.on('unhandledRejection', (error) => say(`Unhandled rejection: ${describe(error)}`));
  process.on('beforeExit', () => {
    reason ??= 'Ended: nothing was left that it could have served.';
    process.exitCode = 1;
  });
  process.on('exit', (code) => {
    if (reason !== '') say(reason ?? `Ended with ${code} by a call of process.exit.`);
  });
  // The reader of its output may be gone, which is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return { ending: () => reason !== undefined, end };
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
