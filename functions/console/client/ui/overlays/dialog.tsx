import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { openDialogs, Toasts } from './toasts.tsx';

interface DialogProps {
  title: string;
  children: ComponentChildren;
  /** Absent when the dialog cannot be dismissed. */
  onClose?: () => void;
  isWide?: boolean;
}

/** A modal dialog. The browser keeps the focus inside, and restores it afterwards. */
export function Dialog({ title, children, onClose, isWide }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the dialog is there: a field in it may take the focus by itself.
  const [before] = useState(() => document.activeElement);
  const [self] = useState(() => Symbol('dialog'));
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    openDialogs.value = [...openDialogs.value, self];
    return () => {
      openDialogs.value = openDialogs.value.filter((one) => one !== self);
      // While it is open, nothing else can take the focus.
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before, self]);
  return (
    <dialog
      ref={dialog}
      class={isWide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={({ currentTarget }) => {
        // Browsers close a dialog in which Escape is pressed repeatedly.
        if (!currentTarget.isConnected) return;
        if (onClose) onClose();
        else currentTarget.showModal();
      }}
    >
      <div class="dialog-body">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      <Toasts dialog={self} />
    </dialog>
  );
}
