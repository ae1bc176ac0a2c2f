import { randomUUID } from 'node:crypto';
import type { ScheduleDeclaration } from '../assembly/declared.ts';
import type { LocalFunction } from '../functions/runtime.ts';
import type { Source } from './queue.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/**
 * The interval of a schedule, in seconds.
 * @throws Error naming an expression that is not `rate(…)`
 */
export function rateSeconds(expression: string): number {
  const [, value, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(value) * (UNIT_SECONDS[unit] ?? 0);
  if (!(seconds > 0)) throw new Error(`The local host supports only rate(…) schedules, not ${expression}`);
  return seconds;
}

/**
 * Calls a function at a schedule's rate, `speed` times faster. A turn that is due while the last one is still running is
 * skipped.
 * @param atOnce whether turns were missed before the start, so that one is due now
 */
export function startSchedule(
  schedule: ScheduleDeclaration,
  lambda: LocalFunction,
  speed: number,
  region: string,
  atOnce: boolean,
  onFailure: (name: string, error: unknown) => void,
): Source {
  let running: Promise<void> | undefined;
  const turn = (): void => {
    if (running) return;
    const event = schedule.input ?? {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: `${new Date().toISOString().slice(0, 19)}Z`,
      region,
      resources: [schedule.arn],
      detail: {},
    };
    running = lambda
      .invoke(event)
      .then(
        () => {},
        (error) => onFailure(lambda.name, error),
      )
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(turn, (rateSeconds(schedule.expression) * 1000) / speed);
  if (atOnce) turn();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
