import { signal } from '@preact/signals';
import { mode } from './api.ts';
import type { Unanswered } from './change.ts';
import { member, tenant } from './session.ts';

/** What was typed into a form and is not stored yet. */
export interface Drafts<Draft> {
  /** What the form shows now. */
  current(): Draft;
  /** Whether something was typed that would be lost. */
  isKept(): boolean;
  keep(draft: Draft): void;
  /** Names the draft that is shown: another mode has another one. */
  key(): string;
  /** After it was stored, or is not wanted any more. @param of the one that is shown, when not given */
  drop(of?: string): void;
  /** The request that was sent of it, where no answer came. */
  unanswered(): Unanswered;
}

/**
 * Keeps what is typed into a form while other pages are shown, for each member and mode. Before the page as a whole is left,
 * the browser asks. Nothing of it is stored: it is about customers.
 * @param isBlank whether a draft holds nothing that was typed: choices alone are quickly made again
 */
export function draftsOf<Draft>(blank: () => Draft, isBlank: (draft: Draft) => boolean): Drafts<Draft> {
  const kept = signal<ReadonlyMap<string, Draft>>(new Map());
  const requests = new Map<string, Unanswered>();
  const key = () => `${tenant.value?.id} ${member.value?.id} ${mode.value}`;
  const isTyped = (draft: Draft | undefined) => draft !== undefined && !isBlank(draft);
  addEventListener('beforeunload', (event) => {
    if ([...kept.value.values()].some(isTyped)) event.preventDefault();
  });
  return {
    current: () => kept.value.get(key()) ?? blank(),
    isKept: () => isTyped(kept.value.get(key())),
    // Also a blank one: what was chosen before anything was typed stays chosen.
    keep(draft) {
      kept.value = new Map([...kept.value, [key(), draft]]);
    },
    key,
    drop(of = key()) {
      kept.value = new Map([...kept.value].filter(([other]) => other !== of));
      requests.delete(of);
    },
    unanswered() {
      const found = requests.get(key()) ?? { current: undefined };
      requests.set(key(), found);
      return found;
    },
  };
}
