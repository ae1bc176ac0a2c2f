import type { ComponentChildren, FunctionComponent } from 'preact';
import { useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import { mode, refreshes } from '../base/api.ts';
import { hrefOf, path, place } from '../base/router.ts';
import { t } from '../base/words.ts';
import { Button } from '../ui/controls/button.tsx';
import { PageLink } from '../ui/controls/link.tsx';
import { ConsolePage } from '../ui/display/page.tsx';
import { EmptyState, Skeleton } from '../ui/display/states.tsx';
import type { PageEntry, Pages } from './pages.ts';

const loaded = new Map<PageEntry, FunctionComponent>();

const own = <Entry,>(entries: Readonly<Record<string, Entry>>, name: string): Entry | undefined =>
  Object.hasOwn(entries, name) ? entries[name] : undefined;

/** The page of the address, loaded when it is first shown. */
export function Outlet({ pages }: { pages: Pages }) {
  const [first = Object.keys(pages)[0] ?? '', second = ''] = path.value;
  const group = own(pages, first);
  const entry = own(group?.apart ?? {}, second) ?? group;
  const [, setTurn] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const again = () => setTurn((turn) => turn + 1);
  const revived = refreshes.value;
  useEffect(() => {
    if (entry === undefined || loaded.has(entry)) return;
    let isCurrent = true;
    setFailed(false);
    entry.load().then(
      ({ default: Content }) => {
        loaded.set(entry, Content);
        if (isCurrent) again();
      },
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [entry, revived]);
  if (entry === undefined) return <Unknown start={Object.keys(pages)[0] ?? ''} />;
  const Content = loaded.get(entry);
  if (Content)
    return (
      <Kept title={t(entry.title)}>
        <Content key={`${entry.title} ${mode.value}`} />
      </Kept>
    );
  return <ConsolePage title={t(entry.title)}>{hasFailed ? <Broken /> : <Skeleton />}</ConsolePage>;
}

/** The code of a page may be gone with a new release: the page as a whole brings the new one. */
const Broken = () => (
  <EmptyState title={t('problem.title')}>
    <Button onClick={() => location.reload()}>{t('action.retry')}</Button>
  </EmptyState>
);

/** Keeps the frame when a page fails on something that it does not expect, so that another one can be gone to. */
function Kept({ title, children }: { title: string; children: ComponentChildren }) {
  const [failure, reset] = useErrorBoundary((error) => console.error(error));
  const here = place.value;
  const failed = useRef(here);
  if (!failure) failed.current = here;
  const isElsewhere = failed.current !== here;
  useEffect(() => {
    if (isElsewhere) reset();
  }, [isElsewhere]);
  if (!failure) return <>{children}</>;
  return (
    <ConsolePage title={title}>
      <Broken />
    </ConsolePage>
  );
}

const Unknown = ({ start }: { start: string }) => (
  <ConsolePage title={t('problem.notFound')}>
    <EmptyState title={t('problem.noPage')}>
      <PageLink href={hrefOf(start)}>{t('action.toStart')}</PageLink>
    </EmptyState>
  </ConsolePage>
);
