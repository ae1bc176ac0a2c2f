/** Lists of the reference, narrowed down to the lines that have all words of the search. */
export function startSearch(): void {
  const field = document.querySelector<HTMLInputElement>('#find');
  const found = document.querySelector('#found');
  if (!field || !found) return;
  const lists = [...document.querySelectorAll<HTMLElement>('.list')].map((list) => ({
    list,
    lines: [...list.querySelectorAll<HTMLElement>('tbody tr')].map((line) => ({
      line,
      text: (line.textContent ?? '').toLowerCase(),
    })),
  }));
  const find = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { list, lines } of lists) {
      const met = lines.filter(({ text }) => words.every((word) => text.includes(word)));
      for (const { line } of lines) line.hidden = true;
      for (const { line } of met) line.hidden = false;
      list.hidden = met.length === 0;
      count += met.length;
    }
    found.textContent = words.length === 0 ? '' : `${count} found`;
  };
  field.addEventListener('input', find);
  const box = field.closest<HTMLElement>('.search');
  if (box) box.hidden = false;
  // The search of the reader's previous visit to the page.
  find();
}
