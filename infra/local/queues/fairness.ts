/** The group of a message; one without a group is a group by itself. */
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

/** Tracks how much of a queue's consumers each group uses. */
export interface Fairness {
  /** These were received. */
  received(messages: readonly Grouped[], now: number): void;
  /** It is no longer in flight, deleted or not. */
  ended(message: Grouped, now: number): void;
  /** The groups that take more than their share, and how many of each are in flight. */
  noisy(now: number): Map<string, number>;
}

/** A model of SQS's fair queues, as their documentation describes them. */
export function createFairness(): Fairness {
  const groups = new Map<string, Group>();
  const since = new Map<Grouped, number>();

  const groupAt = (name: string, now: number): Group => {
    const group = groups.get(name) ?? { inFlight: 0, spent: 0, at: now };
    // Messages in progress count already.
    const spent = group.spent * 0.5 ** ((now - group.at) / HALF_LIFE_MS) + group.inFlight * (now - group.at);
    Object.assign(group, { spent, at: now });
    groups.set(name, group);
    return group;
  };

  const noisy = (now: number): Map<string, number> => {
    let inFlight = 0;
    let spent = 0;
    for (const name of groups.keys()) {
      const group = groupAt(name, now);
      inFlight += group.inFlight;
      spent += group.spent;
      if (group.inFlight === 0 && group.spent < 1) groups.delete(name);
    }
    const found = new Map<string, number>();
    for (const [name, group] of groups) {
      const many = group.inFlight >= NOISY.leastInFlight && group.inFlight > NOISY.share * inFlight;
      if (many || group.spent > NOISY.share * spent) found.set(name, group.inFlight);
    }
    return found;
  };

  return {
    noisy,
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
  };
}
