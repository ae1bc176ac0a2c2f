import { useEffect, useRef } from 'preact/hooks';
import { isOffline, isSessionOver, mode } from '../base/api.ts';
import { go, hrefOf, path } from '../base/router.ts';
import { isAdmin, tenant } from '../base/session.ts';
import { t } from '../base/words.ts';
import { Icon } from '../ui/icons.tsx';
import { PageLink } from '../ui/link.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { Outlet } from './outlet.tsx';
import { adminPages, pages } from './pages.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { TopLine } from './top-line.tsx';

/** Where the navigation is wider than the screen, the page that is shown must not lie beyond its edge. */
function showCurrent(list: HTMLElement): void {
  const current = list.querySelector('[aria-current]');
  if (!current) return;
  const [box, link] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  list.scrollLeft += link.left + link.width / 2 - (box.left + box.width / 2);
}

/** What surrounds every page: who and where one is, in which mode, and the way to the others. */
export function Frame() {
  const shown = isAdmin.value ? adminPages : pages;
  const [first = 'today'] = path.value;
  const [start = 'today'] = Object.keys(shown);
  useEffect(() => {
    if (path.value.length === 0) go(hrefOf(start), true);
  }, [start]);
  const nav = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (nav.current) showCurrent(nav.current);
  }, [first]);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header class="top">
        <TopLine />
        {tenant.value && mode.value === 'test' && <p class="test-stripe">{t('mode.testNote')}</p>}
        <div role="status">
          {isOffline.value && (
            <p class="offline">
              <span class="spin" aria-hidden="true" />
              {t('state.offline')}
            </p>
          )}
        </div>
      </header>
      <nav class="nav" aria-label={t('nav.label')}>
        <ul ref={nav}>
          {Object.entries(shown).map(([name, { title, icon }]) => (
            <li key={name}>
              <PageLink href={hrefOf(name)} aria-current={name === first ? 'page' : undefined}>
                <Icon name={icon} />
                {t(title)}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <main class="main" id="main" tabIndex={-1}>
        <Outlet key={mode.value} pages={shown} />
      </main>
      <Toasts />
      {isSessionOver.value && <SignInAgain />}
    </div>
  );
}
