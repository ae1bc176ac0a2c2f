import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../controls/icons.tsx';

interface MenuProps {
  label: ComponentChildren;
  /** Its accessible name where the label is not enough. */
  name?: string;
  children: ComponentChildren;
}

/** A button that shows more buttons and links below it; Escape, a click elsewhere and a choice close it. */
export function Menu({ label, name, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event);
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    // As people try in menus; Tab goes through it, too.
    const move = (event: KeyboardEvent) => {
      const entries = [
        ...(box.current?.querySelectorAll<HTMLElement>('.menu-list :is(button,a,input)') ?? []),
      ];
      const at = entries.indexOf(document.activeElement as HTMLElement);
      const to = event.key === 'ArrowDown' ? at + 1 : Math.max(at, 0) - 1;
      event.preventDefault();
      entries.at(to % entries.length)?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  const choose = (event: Event) => {
    if (!(event.target as Element).closest('button:not([aria-disabled]),a')) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu" ref={box}>
      <button
        ref={button}
        type="button"
        class="button plain"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={name}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
        <Icon name="open" />
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside handle the keys; this only closes the menu after a choice
        // biome-ignore lint/a11y/useKeyWithClickEvents: a key on a button clicks it
        <div class="menu-list" id={id} onClick={choose}>
          {children}
        </div>
      )}
    </div>
  );
}
