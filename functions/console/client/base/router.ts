import { computed, signal } from '@preact/signals';

const ROOT = '/console';

interface Place {
  /** Below the console's root: `orders/ord_1`. */
  path: readonly string[];
  query: URLSearchParams;
}

/** A part of the path; as it stands where a link was cut within an escaped letter. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const read = (): Place => ({
  path: location.pathname.slice(ROOT.length).split('/').filter(Boolean).map(decoded),
  query: new URLSearchParams(location.search),
});

/** The current address, which determines everything that a page shows: a link shows the same to everybody. */
export const place = signal<Place>(read());

export const path = computed(() => place.value.path);

export const query = computed(() => place.value.query);

/** Increases when somebody navigates by hand: the heading then takes the focus. */
export const navigations = signal(0);

const pageOf = ({ path }: Place): string => path.join('/');

function show(next: Place, moves: boolean): void {
  const isOther = pageOf(next) !== pageOf(place.value);
  place.value = next;
  if (!isOther) return;
  navigations.value++;
  if (moves) scrollTo(0, 0);
}

addEventListener('popstate', () => show(read(), false));

export type Params = Readonly<Record<string, string | undefined>>;

/** The address of a page: `hrefOf('orders', { status: 'pending' })`. Empty values are left out. */
export function hrefOf(to: string, params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  const text = search.toString();
  return `${ROOT}${to && `/${to}`}${text && `?${text}`}`;
}

/** Goes to an address of the console. */
export function go(href: string, replace = false): void {
  if (href === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  show(read(), !replace);
}

/** Changes the query of the page that is shown. Empty values are removed from it. */
export function setQuery(changes: Params, replace = false): void {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes))
    if (value) search.set(name, value);
    else search.delete(name);
  const text = search.toString();
  go(location.pathname + (text && `?${text}`), replace);
}

/** Reads the secret after `#name=` once and takes it out of the address, so that nobody sees or shares it. */
export function takeFragment(name: string): string | undefined {
  const found = new URLSearchParams(location.hash.slice(1)).get(name) ?? undefined;
  if (found !== undefined) history.replaceState(null, '', location.pathname + location.search);
  return found;
}
