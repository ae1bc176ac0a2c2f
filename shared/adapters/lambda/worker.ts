import { createLogger, type Logger } from '../logging/logger.ts';
import { type LambdaFunction, type Plugin, pipeline, type Step } from './pipeline.ts';

/** What a worker knows about its invocation. */
export interface Invocation {
  /** Lambda's request id, which all messages of a batch share. */
  requestId: string;
  log: Logger;
  /** Milliseconds that are left of it. */
  remaining(): number;
}

/** Where a worker's work comes from, and the result that Lambda expects for it. */
export interface WorkSource<Event, Result, Work> {
  feed(work: Work, event: Event, invocation: Invocation): Promise<Result>;
}

export interface WorkerDeclaration<Event, Result, Work> {
  /** Verb-noun: the stem of its file in `functions/workers`. */
  name: string;
  source: WorkSource<Event, Result, Work>;
}

/** Makes a declaration and the work a Lambda function. */
export function worker<Event extends object, Result, Work>(
  { name, source }: WorkerDeclaration<Event, Result, Work>,
  work: Work,
  plugins: readonly Plugin<Event, Result>[] = [],
): LambdaFunction<Event, Result> {
  return pipeline<Event, Result, Invocation>(
    {
      open: (_event, context) => ({
        requestId: context.awsRequestId,
        log: createLogger({ function: name, requestId: context.awsRequestId }),
        remaining: () => context.getRemainingTimeInMillis(),
      }),
      steps: [logErrors()],
      work: (invocation, event) => source.feed(work, event, invocation),
    },
    plugins,
  );
}

/** Errors are logged and rethrown, so that Lambda counts them and retries the event. */
const logErrors = <Event, Result>(): Step<Event, Result, Invocation> => ({
  onError({ error, internal }) {
    internal.state.log.error('The invocation failed', { error });
  },
});
