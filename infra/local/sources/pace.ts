/** Decides when to poll again. */
export interface Pace {
  /** There may be something now. */
  nudge(): void;
  /** Waits after a poll: not at all if it found something, otherwise for a nudge or a fifth of a second. */
  wait(found: boolean): Promise<void>;
  /** Ends every wait, now and from now on. */
  stop(): void;
}

const IDLE_MS = 200;
/** Each nudge that led to nothing makes the next one wait longer, up to this. */
const MAX_GAP_MS = 40;

export function createPace(): Pace {
  let nudged = false;
  let stopped = false;
  let gap = 0;
  let looked = 0;
  let sleeping: { end(): void; lightly: boolean } | undefined;

  const sleep = (milliseconds: number, lightly: boolean): Promise<void> =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        sleeping = undefined;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      sleeping = { end, lightly };
    });

  return {
    nudge() {
      nudged = true;
      if (sleeping?.lightly) sleeping.end();
    },
    async wait(found) {
      if (stopped) return;
      if (found) {
        gap = 0;
      } else {
        gap = Math.min(MAX_GAP_MS, Math.max(1, gap * 2));
        looked = performance.now();
        if (!nudged) await sleep(IDLE_MS, true);
        const early = looked + gap - performance.now();
        if (!nudged) gap = 0;
        else if (early > 0 && !stopped) await sleep(early, false);
      }
      nudged = false;
    },
    stop() {
      stopped = true;
      sleeping?.end();
    },
  };
}
