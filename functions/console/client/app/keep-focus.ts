/** The focused element and everything around it, from the inside out. */
let last: readonly Element[] = [];

function note(at: EventTarget | null): void {
  const chain: Element[] = [];
  for (let each = at instanceof Element ? at : null; each !== null; each = each.parentElement)
    chain.push(each);
  last = chain;
}

/** The nearest remaining element that can take the focus: a list, a card by its heading, or the page's own heading. */
function nearest(): HTMLElement | undefined {
  for (const each of last) {
    if (!each.isConnected) continue;
    // For the page as a whole, its heading takes the focus.
    if (each instanceof HTMLElement && each.hasAttribute('tabindex') && each.id !== 'main') return each;
    const heading = each.matches('section, dialog') ? each.querySelector<HTMLElement>('h2') : null;
    if (heading) {
      heading.tabIndex = -1;
      return heading;
    }
  }
  return document.querySelector<HTMLElement>('h1') ?? undefined;
}

/**
 * Keeps the focus nearby when the element that has it is removed, as a deleted row is. The browser would move it to the top
 * of the page, where people who use the keyboard or a screen reader would have to start again.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => note(target));
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    // The focus was moved on purpose, not lost with its element.
    setTimeout(() => {
      if (target instanceof Element && target.isConnected && document.activeElement === document.body)
        last = [];
    });
  });
  new MutationObserver(() => {
    if (last[0] === undefined || last[0].isConnected || document.activeElement !== document.body) return;
    nearest()?.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
}
