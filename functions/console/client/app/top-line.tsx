import type { Mode } from '../../../../shared/base/scope.ts';
import { ApiError, mode, send } from '../base/api.ts';
import { go, hrefOf, path } from '../base/router.ts';
import { isAdmin, member, session, switchMode, tenant } from '../base/session.ts';
import { named, t } from '../base/words.ts';
import { Button } from '../ui/controls/button.tsx';
import { PageLink } from '../ui/controls/link.tsx';
import { problemText } from '../ui/display/states.tsx';
import { Menu } from '../ui/overlays/menu.tsx';
import { showToast } from '../ui/overlays/toasts.tsx';
import { SimulateMenu } from './simulate-menu.tsx';

/** The user, the shop, and the switch between test and live. */
export function TopLine() {
  return (
    <div class="top-line">
      <div class="brand">
        <span>Recado</span>
        <bdi class="of" title={tenant.value?.name}>
          {tenant.value?.name ?? t('door.adminTitle')}
        </bdi>
      </div>
      <span class="spacer" />
      {tenant.value && mode.value === 'test' && <SimulateMenu />}
      {tenant.value && <ModeSwitch />}
      <Menu label={<bdi class="of">{member.value?.name ?? t('door.adminTitle')}</bdi>}>
        {member.value && (
          <p class="note small">
            <bdi>{member.value.name}</bdi>
            <br />
            <bdi>{member.value.email}</bdi>
            <br />
            {named('role', member.value.role)}
          </p>
        )}
        {!isAdmin.value && (
          <PageLink class="button plain" href={hrefOf('set-up/account')}>
            {t('nav.account')}
          </PageLink>
        )}
        <a class="button plain" href="/docs">
          {t('nav.docs')}
        </a>
        <Button kind="plain" onClick={signOut}>
          {t('nav.signOut')}
        </Button>
      </Menu>
    </div>
  );
}

/** Ends the session. Without a session there is nothing to show, so that no request of a page comes after its end. */
async function signOut(): Promise<void> {
  const before = session.value;
  session.value = undefined;
  try {
    await send('DELETE /platform/v1/sessions/current', {}, false);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // A member who leaves a shared computer must know that they are still signed in.
    if (error.status !== 401) {
      session.value = before;
      showToast(problemText(error));
      return;
    }
  }
  location.assign('/console');
}

/** A part of a page's path that is no id of something. */
const WORD = /^[a-z-]+$/;

/** An order, call or filter of one mode does not exist in the other: the page's list is shown there. A form or a part of Set-up does. */
function change(to: Mode): void {
  if (to === mode.value) return;
  const thing = path.value.findIndex((part) => !WORD.test(part));
  go(hrefOf(path.value.slice(0, thing < 0 ? undefined : thing).join('/')), true);
  switchMode(to);
}

function ModeSwitch() {
  const button = (to: Mode) => (
    <button type="button" aria-pressed={mode.value === to} onClick={() => change(to)}>
      {named('mode', to)}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be one more heading on every page
    <div class="mode" role="group" aria-label={t('mode.label')}>
      {button('live')}
      {button('test')}
    </div>
  );
}
