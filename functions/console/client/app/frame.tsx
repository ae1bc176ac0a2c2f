import { useEffect, useRef } from 'preact/hooks';
import { isOffline, isSessionOver, mode } from '../base/api.ts';
import { go, hrefOf, path } from '../base/router.ts';
import { isAdmin, tenant } from '../base/session.ts';
import { t } from '../base/words.ts';
import { Icon } from '../ui/controls/icons.tsx';
import { PageLink } from '../ui/controls/link.tsx';
import { Toasts } from '../ui/overlays/toasts.tsx';
import { Outlet } from './outlet.tsx';
import { adminPages, pages } from './pages.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { TopLine } from './top-line.tsx';

/** Tells the style sheet how much of the page the top line covers: it grows with its text, and where it is scrolled it covers nothing. */
function measureTop(top: HTMLElement): () => void {
  const measure = () => {
    const isStuck = getComputedStyle(top).position === 'sticky';
    document.documentElement.style.setProperty('--covered', `${isStuck ? top.offsetHeight : 0}px`);
  };
  const sizes = new ResizeObserver(measure);
  sizes.observe(top);
  sizes.observe(document.documentElement);
  return () => sizes.disconnect();
}

/** The frame of every page: the user, the shop, the mode, and the navigation. */
export function Frame() {
  const shown = isAdmin.value ? adminPages : pages;
  const [first = 'today'] = path.value;
  const [start = 'today'] = Object.keys(shown);
  useEffect(() => {
    if (path.value.length === 0) go(hrefOf(start), true);
  }, [start]);
  const top = useRef<HTMLElement>(null);
  useEffect(() => (top.current ? measureTop(top.current) : undefined), []);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header class="top" ref={top}>
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
        <ul>
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
