import { curlOf, type SentRequest } from '../base/curl.ts';
import { filled, heldAt } from '../base/values.ts';
import { askForKey, isLive, readerKey } from './key.ts';

/** An example on the page. Everything that a server sends is put there as text. */
interface Shown {
  at: HTMLElement;
  method: string;
  target: string;
  keyHeader: string | undefined;
  /** Values that other examples take from its answer, by their paths there. */
  keeps: Readonly<Record<string, string>>;
  fields: readonly HTMLInputElement[];
  body: HTMLTextAreaElement | null;
}

const shownAt = (at: HTMLElement): Shown => ({
  at,
  method: at.dataset.method ?? 'GET',
  target: at.dataset.target ?? '/',
  keyHeader: at.dataset.key || undefined,
  keeps: JSON.parse(at.dataset.keeps ?? '{}'),
  fields: [...at.querySelectorAll('input')],
  body: at.querySelector('textarea'),
});

const valuesOf = ({ fields }: Shown): Map<string, string> =>
  new Map(fields.map(({ name, value }) => [name, value.trim()]));

/** A value belongs into a path or a query as one part of it. */
const inAddress = (values: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...values].map(([name, value]) => [name, encodeURIComponent(value)]));

function requestOf(example: Shown, key: string): SentRequest {
  const { method, target, keyHeader, body } = example;
  const values = valuesOf(example);
  return {
    method,
    url: location.origin + filled(target, inAddress(values)),
    headers: [
      ...(keyHeader === undefined
        ? []
        : [[keyHeader, keyHeader === 'Authorization' ? `Bearer ${key}` : key] as const]),
      ...(body ? [['Content-Type', 'application/json'] as const] : []),
    ],
    body: body ? filled(body.value, values) : undefined,
  };
}

/** For a terminal: with a test key as it is; a live one must not end up in a shell history. */
function shownCurl(example: Shown): string {
  const key = readerKey();
  return curlOf(requestOf(example, key === '' || isLive(key) ? '$RECADO_KEY' : key));
}

const reading = new Set(['GET', 'HEAD']);

/** @returns whether it was answered with success */
async function run(example: Shown, all: readonly Shown[]): Promise<boolean> {
  const { at, method, keyHeader } = example;
  const key = readerKey();
  const button = at.querySelector<HTMLButtonElement>('.run');
  if (keyHeader !== undefined && key === '') {
    showStatus(at, 'Give a key first: npm start prints a test key, and the console makes one.');
    askForKey();
    return false;
  }
  if (isLive(key) && !reading.has(method)) {
    showStatus(at, 'This would change live data. Use a test key.');
    return false;
  }
  const missing = example.fields.find(({ value }) => value.trim() === '');
  if (missing) {
    const source = all.find(({ keeps }) => Object.hasOwn(keeps, missing.name));
    if (!source || source === example) {
      showStatus(at, `Fill in ${missing.name}.`);
      missing.focus();
      return false;
    }
    if (!(await run(source, all)) || missing.value.trim() === '') {
      showStatus(at, `${missing.name} comes from “${titleOf(source.at)}”, which was not answered with one.`);
      return false;
    }
    return run(example, all);
  }
  if (button?.disabled) return false;
  if (button) button.disabled = true;
  showStatus(at, 'Sending …');
  try {
    return await send(example, requestOf(example, key), all);
  } catch {
    showStatus(at, 'This host does not answer.');
    return false;
  } finally {
    if (button) button.disabled = false;
  }
}

async function send(example: Shown, request: SentRequest, all: readonly Shown[]): Promise<boolean> {
  const started = performance.now();
  const answer = await fetch(request.url, {
    method: request.method,
    headers: request.headers.map(([name, value]) => [name, value]),
    ...(request.body !== undefined && { body: request.body }),
    // Only the reader's key authenticates the request: a session of the console must not.
    credentials: 'omit',
    redirect: 'manual',
    cache: 'no-store',
  });
  const text = await answer.text();
  const took = Math.round(performance.now() - started);
  const status =
    answer.type === 'opaqueredirect'
      ? 'A redirect: the file is ready'
      : `${answer.status} ${answer.statusText}`.trim();
  show(example.at, `${status} · ${took} ms`, readable(text));
  showStatus(example.at, status);
  if (answer.ok) keep(example, text, all);
  return answer.ok;
}

/** Fills in the answer's values in all examples that wait for them. */
function keep({ keeps }: Shown, text: string, all: readonly Shown[]): void {
  const answer = parsed(text);
  for (const [name, path] of Object.entries(keeps)) {
    const value = heldAt(answer, path);
    if (typeof value !== 'string' || value === '') continue;
    for (const { fields } of all) for (const field of fields) if (field.name === name) field.value = value;
  }
}

const titleOf = (at: HTMLElement): string => at.querySelector('h3')?.textContent ?? '';

function showStatus(at: HTMLElement, text: string): void {
  const status = at.querySelector('.said');
  if (status) status.textContent = text;
}

function show(at: HTMLElement, status: string, text: string): void {
  const answer = at.querySelector<HTMLElement>('.answer');
  const line = at.querySelector('.answered');
  const body = answer?.querySelector('pre');
  if (!answer || !line || !body) return;
  line.textContent = status;
  body.textContent = text === '' ? '(no body)' : text;
  answer.hidden = false;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readable(text: string): string {
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value, undefined, 2);
}

/** Makes the buttons of the page's examples work. */
export function startExamples(): void {
  const all = [...document.querySelectorAll<HTMLElement>('.example')].map(shownAt);
  for (const example of all) {
    const { at } = example;
    const curl = at.querySelector('details pre');
    const write = () => {
      if (curl) curl.textContent = shownCurl(example);
    };
    write();
    at.addEventListener('input', write);
    at.querySelector('.run')?.addEventListener('click', () => void run(example, all).then(write));
    // Before it is copied: the key may have come since.
    at.querySelector('.copy')?.addEventListener('click', write, { capture: true });
    at.querySelector('details')?.addEventListener('toggle', write);
  }
}
