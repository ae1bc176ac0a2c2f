const KEPT = 'recado-docs-key';

const field = document.querySelector<HTMLInputElement>('#key');

/** The reader's key, as it stands in its field; it stays in this tab. */
export const readerKey = (): string => field?.value.trim() ?? '';

/** Only live keys change what is real. */
export const isLive = (key: string): boolean => key.startsWith('tk_live_');

/** Takes the key that the address brings behind its `#`, which is never sent to a server, and removes it from the address. */
export function takeKey(): void {
  const brought = new URLSearchParams(location.hash.slice(1)).get('key');
  if (brought !== null) {
    sessionStorage.setItem(KEPT, brought);
    history.replaceState(null, '', location.pathname + location.search);
  }
  if (!field) return;
  field.value = sessionStorage.getItem(KEPT) ?? '';
  field.addEventListener('input', () => sessionStorage.setItem(KEPT, readerKey()));
  const section = field.closest('section');
  if (section) section.hidden = false;
}

/** Leads the reader to the field. */
export function askForKey(): void {
  field?.focus();
}
