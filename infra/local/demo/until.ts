/** A test call takes a second; this is for machines that have much else to do. */
const TIMEOUT_MS = 30_000;

/** Looks again until there is something. @throws Error when there is nothing for 30 s */
export async function until<Result>(what: string, look: () => Promise<Result | undefined>): Promise<Result> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`Timed out after ${TIMEOUT_MS / 1000} s waiting until ${what}`);
}
