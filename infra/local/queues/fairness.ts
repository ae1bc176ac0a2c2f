/** What fairness needs of a message: one without a group is its own group. */
export interface Grouped {
  messageGroupId?: string;
}

/** Shares above which a group is a noisy neighbour (SQS Developer Guide, "How Amazon SQS fair queues work"). */
const NOISY = { share: 0.1, leastInFlight: 30 } as const;

/** What "recent" means for processing time is not documented; half of it is forgotten after this long. */
const HALF_LIFE_MS = 60_000;

interface Group {
  inFlight: number;
  /** Milliseconds of recent processing, forgotten bit by bit, as of `at`. */
  spent: number;
  at: number;
}

/** Tracks how much of a queue's consumers each group uses, and orders messages by it. */
export interface Fairness {
  /** These were received. */
  received(messages: readonly Grouped[], now: number): void;
  /** It is no longer in flight, deleted or not. */
  ended(message: Grouped, now: number): void;
  /**
   * The messages to hand out, of those that wait: of quiet groups first, in their order; then of noisy ones, of the one
   * with the fewest in flight first. No group is held back while no quieter one waits.
   */
  choose<Message extends Grouped>(waiting: readonly Message[], most: number, now: number): Message[];
}

/** A model of SQS's fair queues, as their documentation describes them. */
export function createFairness(): Fairness {
  const groups = new Map<string, Group>();
  const since = new Map<Grouped, number>();

  const groupAt = (name: string, now: number): Group => {
    const group = groups.get(name) ?? { inFlight: 0, spent: 0, at: now };
    // What is being processed counts already.
    const spent = group.spent * 0.5 ** ((now - group.at) / HALF_LIFE_MS) + group.inFlight * (now - group.at);
    Object.assign(group, { spent, at: now });
    groups.set(name, group);
    return group;
  };

  const noisyAt = (now: number): Map<string, number> => {
    let inFlight = 0;
    let spent = 0;
    for (const name of groups.keys()) {
      const group = groupAt(name, now);
      inFlight += group.inFlight;
      spent += group.spent;
      if (group.inFlight === 0 && group.spent < 1) groups.delete(name);
    }
    const noisy = new Map<string, number>();
    for (const [name, group] of groups) {
      const many = group.inFlight >= NOISY.leastInFlight && group.inFlight > NOISY.share * inFlight;
      if (many || group.spent > NOISY.share * spent) noisy.set(name, group.inFlight);
    }
    return noisy;
  };

  return {
    received(messages, now) {
      for (const message of messages) {
        since.set(message, now);
        if (message.messageGroupId !== undefined) groupAt(message.messageGroupId, now).inFlight++;
      }
    },
    ended(message, now) {
      if (!since.delete(message) || message.messageGroupId === undefined) return;
      groupAt(message.messageGroupId, now).inFlight--;
    },
    choose(waiting, most, now) {
      if (waiting.length <= most) return [...waiting];
      const noisy = noisyAt(now);
      const chosen: (typeof waiting)[number][] = [];
      const later = new Map<string, (typeof waiting)[number][]>();
      for (const message of waiting) {
        const name = message.messageGroupId;
        if (name === undefined || !noisy.has(name)) {
          if (chosen.push(message) === most) return chosen;
          continue;
        }
        const ofGroup = later.get(name);
        if (ofGroup === undefined) later.set(name, [message]);
        else if (ofGroup.length < most) ofGroup.push(message);
      }
      while (chosen.length < most && later.size > 0) {
        const [name = ''] = [...later.keys()].sort((a, b) => (noisy.get(a) ?? 0) - (noisy.get(b) ?? 0));
        const ofGroup = later.get(name) ?? [];
        const next = ofGroup.shift();
        if (next) chosen.push(next);
        noisy.set(name, (noisy.get(name) ?? 0) + 1);
        if (ofGroup.length === 0) later.delete(name);
      }
      return chosen;
    },
  };
}
