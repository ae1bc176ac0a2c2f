import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';

/** A step of every invocation, which sees Lambda's own event and result. */
export type Step<Event, Result, State> = MiddlewareObj<Event, Result, Error, Context, { state: State }>;

/** Any middy middleware, published ones too. */
export type Plugin<Event, Result> = MiddlewareObj<Event, Result>;

export interface Pipeline<Event, Result, State> {
  /** The state of an invocation before any step: its log context, and fields that the steps fill in. */
  open(event: Event, context: Context): State;
  /** In this order before the work, in the opposite one after it or after an error. */
  steps: readonly Step<Event, Result, State>[];
  work(state: State, event: Event): Promise<Result>;
  /**
   * For functions that have a caller: how long before Lambda's timeout an invocation answers with an error. Its work then
   * continues in the next one. By default Lambda ends it.
   */
  answersEarlyMs?: number;
}

/** What Lambda calls. */
export type LambdaFunction<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * Makes steps and work a Lambda function.
 * @param plugins stand around the steps: they see the event first and the result, or the answer to an error, last
 */
export function pipeline<Event extends object, Result, State>(
  { open, steps, work, answersEarlyMs = 0 }: Pipeline<Event, Result, State>,
  plugins: readonly Plugin<Event, Result>[] = [],
): LambdaFunction<Event, Result> {
  // Middy gives the work the event only; steps and plugins may have put another one in its place.
  const states = new WeakMap<Event, State>();
  // Plugins may change the event; errors of theirs are answered too.
  const start: Step<Event, Result, State> = {
    before({ event, context, internal }) {
      internal.state = open(event, context);
    },
  };
  const keep: Step<Event, Result, State> = {
    before({ event, internal }) {
      states.set(event, internal.state);
    },
  };
  return middy<Event, Result, Error, Context, { state: State }>(
    (event: Event) => work(states.get(event) as State, event),
    { timeoutEarlyInMillis: answersEarlyMs },
  ).use([start, ...(plugins.length > 0 ? [...plugins, start] : []), ...steps, keep]);
}
