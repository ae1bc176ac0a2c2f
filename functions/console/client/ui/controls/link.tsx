import type { ComponentChildren } from 'preact';
import { go } from '../../base/router.ts';

interface LinkProps {
  href: string;
  class?: string;
  title?: string;
  'aria-current'?: 'page' | 'true' | undefined;
  'aria-label'?: string;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
}

/** Whether a click opens the link in this window: with a modifier key it opens another one. */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link to a page of the console. */
export function PageLink({ href, children, onClick, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !isPlain(event)) return;
        event.preventDefault();
        go(href);
      }}
    >
      {children}
    </a>
  );
}
