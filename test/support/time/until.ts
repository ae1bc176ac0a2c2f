import { patience } from './patience.ts';

/**
 * Looks again and again until there is something to see.
 * @throws Error naming what was waited for, when the time is over; what a look threw last is its cause
 */
export async function until<Seen>(
  what: string,
  look: () => Promise<Seen | undefined | false> | Seen | undefined | false,
  { within = 15_000, every = 25 } = {},
): Promise<Seen> {
  const limit = patience(within);
  const deadline = Date.now() + limit;
  let cause: unknown;
  while (Date.now() < deadline) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await new Promise((resume) => setTimeout(resume, every));
  }
  throw new Error(`Gave up after ${limit} ms waiting until ${what}`, { cause });
}
