import type { Grouped } from './fairness.ts';

/**
 * Messages that wait for a consumer. Each is looked at when it comes, when it is put aside and when it goes out, and at no
 * other time: what one costs does not depend on how many wait.
 */
export interface WaitingLine<Message extends Grouped> {
  readonly size: number;
  join(messages: readonly Message[]): void;
  /**
   * Takes up to this many: of quiet groups first, in their order; then of noisy ones, of the one with the fewest in flight
   * first. No group is held back while no quieter one waits.
   * @param noisy the noisy groups, and how many of each are in flight
   */
  take(most: number, noisy: ReadonlyMap<string, number>): Message[];
  all(): Message[];
  clear(): void;
}

interface Place<Message> {
  number: number;
  message: Message;
}

export function createWaitingLine<Message extends Grouped>(): WaitingLine<Message> {
  let joined = 0;
  let size = 0;
  let line = createQueue<Place<Message>>();
  /**
   * Messages that others were delivered before while their group was noisy. All of them arrived before those still in
   * line.
   */
  const aside = new Map<string, Queue<Place<Message>>>();

  const takeAside = (name: string): Message | undefined => {
    const ofGroup = aside.get(name);
    const place = ofGroup?.shift();
    if (ofGroup?.first() === undefined) aside.delete(name);
    return place?.message;
  };

  const putAside = (name: string, place: Place<Message>): void => {
    const ofGroup = aside.get(name) ?? createQueue();
    ofGroup.push(place);
    aside.set(name, ofGroup);
  };

  /** The next message of a quiet group. */
  const nextQuiet = (noisy: ReadonlyMap<string, number>): Message | undefined => {
    const number = (name: string) => aside.get(name)?.first()?.number ?? 0;
    const [oldest] = [...aside.keys()]
      .filter((name) => !noisy.has(name))
      .sort((a, b) => number(a) - number(b));
    if (oldest !== undefined) return takeAside(oldest);
    for (let place = line.shift(); place !== undefined; place = line.shift()) {
      const { messageGroupId: name } = place.message;
      if (name === undefined || !noisy.has(name)) return place.message;
      putAside(name, place);
    }
    return undefined;
  };

  return {
    get size() {
      return size;
    },
    join(messages) {
      for (const message of messages) line.push({ number: joined++, message });
      size += messages.length;
    },
    take(most, noisy) {
      const taken: Message[] = [];
      const inFlight = new Map(noisy);
      while (taken.length < Math.min(most, size)) {
        const quiet = nextQuiet(noisy);
        if (quiet !== undefined) {
          taken.push(quiet);
          continue;
        }
        const [name = ''] = [...aside.keys()].sort((a, b) => (inFlight.get(a) ?? 0) - (inFlight.get(b) ?? 0));
        inFlight.set(name, (inFlight.get(name) ?? 0) + 1);
        const next = takeAside(name);
        if (next !== undefined) taken.push(next);
      }
      size -= taken.length;
      return taken;
    },
    all: () =>
      [line, ...aside.values()]
        .flatMap((queue) => queue.all())
        .sort((a, b) => a.number - b.number)
        .map(({ message }) => message),
    clear() {
      line = createQueue();
      aside.clear();
      size = 0;
    },
  };
}

interface Queue<Entry> {
  push(entry: Entry): void;
  first(): Entry | undefined;
  shift(): Entry | undefined;
  all(): Entry[];
}

/** An array moves all that is in it with each `shift` once it is long. */
function createQueue<Entry>(): Queue<Entry> {
  let entries: Entry[] = [];
  let gone = 0;
  return {
    push: (entry) => void entries.push(entry),
    first: () => entries[gone],
    shift() {
      const entry = entries[gone];
      if (entry === undefined) return undefined;
      gone++;
      if (gone * 2 > entries.length) {
        entries = entries.slice(gone);
        gone = 0;
      }
      return entry;
    },
    all: () => entries.slice(gone),
  };
}
