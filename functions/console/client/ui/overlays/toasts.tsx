import { signal } from '@preact/signals';

const SHOWN_MS = 5000;

interface Toast {
  id: number;
  text: string;
}

const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** Shows for a moment what was done; screen readers announce it. */
export function showToast(text: string): void {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text }];
  setTimeout(() => {
    toasts.value = toasts.value.filter((one) => one.id !== id);
  }, SHOWN_MS);
}

/** The dialogs that are open, the topmost last. */
export const openDialogs = signal<readonly symbol[]>([]);

/**
 * They are in the topmost dialog, where one is open: what is beneath it is inert, and not read out.
 * @param dialog the one that these are in; the page itself without it
 */
export const Toasts = ({ dialog }: { dialog?: symbol }) => (
  <div class="toasts" role="status">
    {(openDialogs.value.at(-1) === dialog ? toasts.value : []).map(({ id, text }) => (
      <div class="toast" key={id}>
        {text}
      </div>
    ))}
  </div>
);
