import { useRef, useState } from 'preact/hooks';
import { ApiError, newIdempotencyKey } from './api.ts';

export interface Change<Given extends unknown[], Result> {
  isBusy: boolean;
  error: ApiError | undefined;
  /** Undefined when it failed: `error` then says why. */
  run(...given: Given): Promise<Result | undefined>;
  clear(): void;
}

/** A request that no answer came to: its key, and what it said. */
export interface Unanswered {
  current: { key: string; given: string } | undefined;
}

/**
 * Something that changes what is stored, at most once at a time. When no answer came, the next attempt carries the same
 * idempotency key: what was done already is not done again.
 * @param kept of a form that is shown again with what was typed; else the key goes with the component
 */
export function useChange<Given extends unknown[], Result>(
  change: (idempotencyKey: string, ...given: Given) => Promise<Result>,
  kept?: Unanswered,
): Change<Given, Result> {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const busy = useRef(false);
  const own = useRef<Unanswered['current']>(undefined);
  const unanswered = kept ?? own;
  return {
    isBusy,
    error,
    clear: () => setError(undefined),
    async run(...given) {
      if (busy.current) return undefined;
      busy.current = true;
      setBusy(true);
      setError(undefined);
      const asked = JSON.stringify(given);
      const key = unanswered.current?.given === asked ? unanswered.current.key : newIdempotencyKey();
      unanswered.current = { key, given: asked };
      try {
        const result = await change(key, ...given);
        unanswered.current = undefined;
        return result;
      } catch (failure) {
        if (!(failure instanceof ApiError)) throw failure;
        const isOpen = failure.status === 0 || failure.status >= 500;
        if (!isOpen) unanswered.current = undefined;
        setError(failure);
        return undefined;
      } finally {
        busy.current = false;
        setBusy(false);
      }
    },
  };
}
