import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { navigations } from '../../base/router.ts';
import { PageLink } from '../controls/link.tsx';

interface PageProps {
  title: string;
  /** Which part of it is shown, for those who see only the window's title or hear the heading. */
  part?: string | undefined;
  /** Further information next to the title. */
  aside?: ComponentChildren;
  /** The list that the page belongs to. */
  back?: { href: string; label: string };
  children: ComponentChildren;
}

/** The last navigation after which a heading took the focus. */
let arrived = 0;

/** A page: its heading takes the focus after navigation, so that the keyboard and screen readers continue there. */
export function ConsolePage({ title, part, aside, back, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const arrival = navigations.value;
  useEffect(() => {
    document.title = [part, title, 'Recado'].filter(Boolean).join(' · ');
  }, [title, part]);
  useEffect(() => {
    if (arrival === 0) return;
    // The code of a page may come when the focus has gone on from the heading that stood there meanwhile.
    if (arrival === arrived && document.activeElement !== document.body) return;
    arrived = arrival;
    heading.current?.focus({ preventScroll: true });
  }, [arrival]);
  return (
    <div class="page">
      {back && (
        <PageLink class="back small" href={back.href}>
          {back.label}
        </PageLink>
      )}
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          <bdi>{title}</bdi>
          {part && <span class="visually-hidden">: {part}</span>}
        </h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
