import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, mode, refreshes } from './api.ts';

export interface LiveAnswer<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** Whether the data answers the previous key: it stays until the new data is there. */
  isOld: boolean;
  /** Whether the first answer is still awaited. */
  isLoading: boolean;
  /** Requests it again. */
  reload(): void;
  /** Puts a newer state in place, which an answer to a change gave. */
  put(data: T): void;
}

interface Kept<T> {
  key: string;
  data?: T;
  error?: ApiError;
}

/** The last answer for a key, so that going back shows it immediately while it is requested again. */
const remembered = new Map<string, unknown>();
const MAX_REMEMBERED = 40;

function remember(key: string, data: unknown): void {
  remembered.delete(key);
  remembered.set(key, data);
  const [oldest] = remembered.keys();
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

/** Forgets all answers, when somebody else signs in. */
export const forgetAnswers = (): void => remembered.clear();

/**
 * An answer of the API, kept up to date.
 * @param key names the request; while it is undefined, none is made
 * @param everyMs requests again this long after each answer, while the page is visible
 * @param isLast whether an answer will not change any more: it is not requested again
 */
export function useResource<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  everyMs?: number,
  isLast?: (data: T) => boolean,
): LiveAnswer<T> {
  const full = key === undefined ? undefined : `${mode.value} ${key}`;
  const [kept, keep] = useState<Kept<T>>({ key: '' });
  const [turn, setTurn] = useState(0);
  const loading = useRef(load);
  loading.current = load;
  const revived = refreshes.value;

  useEffect(() => {
    if (full === undefined) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      try {
        const data = await loading.current(abort.signal);
        if (abort.signal.aborted) return;
        remember(full, data);
        keep({ key: full, data });
        if (isLast?.(data)) {
          document.removeEventListener('visibilitychange', askIfSeen);
          return;
        }
      } catch (error) {
        if (abort.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        // The data stays when the connection is lost.
        keep((before) => ({ ...(before.key === full ? before : { key: full }), error }));
      }
      if (everyMs !== undefined) timer = setTimeout(askIfSeen, everyMs);
    };
    const askIfSeen = () => {
      if (document.visibilityState === 'visible') void ask();
    };
    void ask();
    if (everyMs !== undefined) document.addEventListener('visibilitychange', askIfSeen);
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', askIfSeen);
    };
  }, [full, turn, revived, everyMs]);

  const own = kept.key === full ? kept : undefined;
  const known = own?.data ?? (full === undefined ? undefined : (remembered.get(full) as T | undefined));
  const isOld = known === undefined && own === undefined && full !== undefined && kept.data !== undefined;
  const data = isOld ? kept.data : known;
  return {
    data,
    error: own?.error,
    isOld,
    isLoading: full !== undefined && data === undefined && own?.error === undefined,
    reload: () => setTurn((before) => before + 1),
    put(newer) {
      if (full === undefined) return;
      remember(full, newer);
      keep({ key: full, data: newer });
    },
  };
}
