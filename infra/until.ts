interface Patience {
  /** Milliseconds. */
  within: number;
  /** Milliseconds until the next look. @param waited milliseconds since the first */
  every: (waited: number) => number;
}

/** For hosts on this machine, which may be busy: a test call takes a second. */
const LOCAL: Patience = { within: 30_000, every: () => 100 };

/** Looks again until there is something. @throws Error when there is nothing within the time, by default 30 s */
export async function until<Result>(
  what: string,
  look: () => Promise<Result | undefined | false>,
  { within, every } = LOCAL,
): Promise<Result> {
  const began = Date.now();
  for (let waited = 0; waited < within; waited = Date.now() - began) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resume) => setTimeout(resume, every(waited)));
  }
  throw new Error(`Timed out after ${within / 1000} s waiting until ${what}`);
}
