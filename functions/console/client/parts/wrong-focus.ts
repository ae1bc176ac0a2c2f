import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The reference of a form: a refusal, another each time, moves the focus to its first wrong field, which says why. */
export function useWrongFocus(error: object | undefined): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [error]);
  return form;
}
