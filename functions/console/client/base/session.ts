import { computed, effect, signal } from '@preact/signals';
import type { Mode } from '../../../../shared/base/scope.ts';
import type { Role } from '../../../../shared/tenants/access/role.ts';
import { isSessionOver, mode, resumeRequests, send } from './api.ts';
import type { AnswerTo } from './api-types.ts';
import { chooseLanguage, useLanguage } from './words.ts';

/** The signed-in user, from `GET /console/session`. */
export type SessionShown = AnswerTo<'GET /console/session'>;

/** Undefined until it is known. */
export const session = signal<SessionShown | undefined>();

export const member = computed(() => session.value?.member);
export const tenant = computed(() => session.value?.tenant);
export const isAdmin = computed(() => session.value?.admin === true);

const ranks: readonly Role[] = ['viewer', 'operator', 'owner'];

/** Whether the member has at least this role. */
export const mayAs = (role: Role): boolean =>
  ranks.indexOf(session.value?.member?.role ?? 'viewer') >= ranks.indexOf(role);

const MODE_KEY = 'recado-mode';

/** On a local host people try things out first. */
const FIRST_MODE: Mode = /^(?:localhost|127\.|\[::1\])/.test(location.hostname) ? 'test' : 'live';

/** Asks who is signed in, and shows the console in their language and the mode that they left it in. */
export async function loadSession(): Promise<SessionShown> {
  const found = (await send('GET /console/session', {}, false)) as SessionShown;
  const kept = localStorage.getItem(`${MODE_KEY}:${found.tenant?.id}`);
  mode.value = kept === 'test' || kept === 'live' ? kept : FIRST_MODE;
  const wanted = [found.member?.language, found.tenant?.language, ...navigator.languages];
  await useLanguage(chooseLanguage(wanted), found.tenant?.country);
  session.value = found;
  if (found.signedIn) localStorage.setItem(ENTERED_KEY, `${whoIs(found)} ${Date.now()}`);
  return found;
}

/** Says who signed in last in this browser: its tabs share one session, and each shows what it knows of its own. */
const ENTERED_KEY = 'recado-entered';

const whoIs = ({ tenant, member }: SessionShown): string => `${tenant?.id ?? ''}:${member?.id ?? 'admin'}`;

// Only other tabs hear it. What a tab shows of one person must not be changed as another one, in another shop perhaps.
addEventListener('storage', ({ key, newValue }) => {
  const own = session.value;
  if (key !== ENTERED_KEY || newValue === null || !own?.signedIn) return;
  if (newValue.split(' ')[0] !== whoIs(own)) location.reload();
  else if (isSessionOver.value) resumeRequests();
});

/** Changes between test and live. */
export function switchMode(to: Mode): void {
  mode.value = to;
  localStorage.setItem(`${MODE_KEY}:${tenant.value?.id}`, to);
}

effect(() => {
  document.documentElement.dataset.mode = mode.value;
});
