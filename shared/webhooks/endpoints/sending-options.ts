/** How an endpoint wants to be sent to. */
export interface SendingOptions {
  /** Whether an event waits until the earlier ones of its order are settled. */
  strictOrder: boolean;
  /** Attempts at the same time; null for any number. */
  maxConcurrency: number | null;
  /** Attempts per second; null for any number. */
  rateLimit: number | null;
}

/** The upper limits of sending options. */
export const LIMITS = { maxConcurrency: 100, rateLimit: 1000 } as const;

export type GivenSendingOptions = { [Name in keyof SendingOptions]?: SendingOptions[Name] | undefined };

const usual: SendingOptions = { strictOrder: false, maxConcurrency: null, rateLimit: null };

/** What is given, and the rest as it was before, or as is usual. */
export function sendingOptionsOf(
  { strictOrder, maxConcurrency, rateLimit }: GivenSendingOptions,
  before: SendingOptions = usual,
): SendingOptions {
  return {
    strictOrder: strictOrder ?? before.strictOrder,
    maxConcurrency: maxConcurrency === undefined ? before.maxConcurrency : maxConcurrency,
    rateLimit: rateLimit === undefined ? before.rateLimit : rateLimit,
  };
}
