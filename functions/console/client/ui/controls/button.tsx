import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface ButtonProps {
  children: ComponentChildren;
  class?: string;
  'aria-label'?: string;
  'aria-expanded'?: boolean;
  'aria-controls'?: string | undefined;
  'aria-pressed'?: boolean;
  onClick?: (event: MouseEvent) => void;
  kind?: 'primary' | 'danger' | 'plain' | 'danger primary';
  small?: boolean;
  isBusy?: boolean;
  submits?: boolean;
  /** Why it is unavailable. It stays focusable, and gives the reason. */
  unavailable?: string | undefined;
}

/** A button. One that is busy or unavailable takes no click and keeps the focus. */
export function Button(props: ButtonProps) {
  const { children, kind, small, isBusy, submits, unavailable, onClick, class: own, ...rest } = props;
  const id = useId();
  const isOff = unavailable !== undefined;
  const classes = ['button', kind, small && 'small', own].filter(Boolean).join(' ');
  return (
    <>
      <button
        {...rest}
        type={submits ? 'submit' : 'button'}
        class={classes}
        aria-busy={isBusy || undefined}
        aria-disabled={isOff || undefined}
        {...(unavailable && { 'aria-describedby': id, title: unavailable })}
        onClick={(event) => {
          if (isOff || isBusy) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {isBusy && <span class="spin" aria-hidden="true" />}
        {children}
      </button>
      {unavailable && (
        <span id={id} class="visually-hidden">
          {unavailable}
        </span>
      )}
    </>
  );
}
