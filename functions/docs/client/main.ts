import { startExamples } from './examples.ts';
import { takeKey } from './key.ts';
import { startSearch } from './search.ts';

/** Buttons are shown only where they can work. */
function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.copy'))
    button.addEventListener('click', () => {
      const copied = document.getElementById(button.dataset.copies ?? '')?.textContent ?? '';
      const said = button.parentElement?.querySelector('.said');
      const say = (text: string) => {
        if (said) said.textContent = text;
      };
      navigator.clipboard.writeText(copied).then(
        () => say('Copied'),
        () => say('The browser does not allow copying'),
      );
    });
  for (const actions of document.querySelectorAll<HTMLElement>('.actions')) actions.hidden = false;
}

/** Unfolds the operation that the address names. */
function openNamed(): void {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(named instanceof HTMLDetailsElement)) return;
  named.open = true;
  named.scrollIntoView();
  named.querySelector('summary')?.focus({ preventScroll: true });
}

/** The contents fold up where they would fill the screen. */
function foldContents(): void {
  const contents = document.querySelector<HTMLDetailsElement>('nav details');
  if (contents && matchMedia('(max-width: 60rem)').matches) contents.open = false;
}

takeKey();
startExamples();
startCopying();
startSearch();
foldContents();
openNamed();
addEventListener('hashchange', openNamed);
