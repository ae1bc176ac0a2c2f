import type { Middleware } from './middleware.ts';

/** One line for each request: its status, and how long it took. */
export function logAnswer(): Middleware {
  const write: NonNullable<Middleware['after']> = ({ response, internal: { state } }) => {
    const durationMs = Math.round(performance.now() - state.startedAt);
    state.log.info('Answered', { status: response?.statusCode, durationMs });
  };
  return { after: write, onError: write };
}
