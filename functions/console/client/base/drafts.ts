import { signal } from '@preact/signals';
import { mode } from './api.ts';
import type { Unanswered } from './change.ts';
import { member, tenant } from './session.ts';

/** What was typed into a form and is not stored yet. */
export interface Drafts<Draft> {
  /** What the form shows now. */
  current(): Draft;
  isKept(): boolean;
  keep(draft: Draft): void;
  /** After it was stored, or is not wanted any more. */
  drop(): void;
  /** The request that was sent of it, where no answer came. */
  unanswered(): Unanswered;
}

/**
 * Keeps what is typed into a form while other pages are shown, for each member and mode. Before the page as a whole is left,
 * the browser asks. Nothing of it is stored: it is about customers.
 * @param isBlank whether a draft holds nothing that was typed
 */
export function draftsOf<Draft>(blank: () => Draft, isBlank: (draft: Draft) => boolean): Drafts<Draft> {
  const kept = signal<ReadonlyMap<string, Draft>>(new Map());
  const requests = new Map<string, Unanswered>();
  const key = () => `${tenant.value?.id} ${member.value?.id} ${mode.value}`;
  const change = (draft: Draft | undefined) => {
    const others = [...kept.value].filter(([of]) => of !== key());
    kept.value = new Map(draft === undefined ? others : [...others, [key(), draft]]);
  };
  addEventListener('beforeunload', (event) => {
    if (kept.value.size > 0) event.preventDefault();
  });
  return {
    current: () => kept.value.get(key()) ?? blank(),
    isKept: () => kept.value.has(key()),
    keep: (draft) => change(isBlank(draft) ? undefined : draft),
    drop() {
      change(undefined);
      requests.delete(key());
    },
    unanswered() {
      const found = requests.get(key()) ?? { current: undefined };
      requests.set(key(), found);
      return found;
    },
  };
}
