import { useEffect, useState } from 'preact/hooks';
import { fromNow, instant } from '../../base/format.ts';
import { t } from '../../base/words.ts';
import { Button } from '../controls/button.tsx';
import { showToast } from '../overlays/toasts.tsx';

/** User text: as plain text, in its own direction. */
export const UserText = ({ children }: { children: string | null | undefined }) => (
  <bdi>{children || '—'}</bdi>
);

interface DateTimeProps {
  at: string | null | undefined;
  style?: 'full' | 'short' | 'time' | 'clock' | 'day';
}

/** An instant on the tenant's clock. */
export const DateTime = ({ at, style = 'short' }: DateTimeProps) =>
  at ? (
    <time dateTime={at} title={instant(at, 'full')}>
      {instant(at, style)}
    </time>
  ) : (
    <span>—</span>
  );

const AGE_EVERY_MS = 20_000;

/** How long ago an instant is, updated as time passes. */
export function Ago({ at }: { at: string | null | undefined }) {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), AGE_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return at ? (
    <time dateTime={at} title={instant(at, 'full')}>
      {fromNow(at)}
    </time>
  ) : (
    <span>—</span>
  );
}

/** Copies a text. */
export const CopyButton = ({ text, label = t('action.copy') }: { text: string; label?: string }) => (
  <Button
    small
    onClick={() => {
      // There is no clipboard where a page is not secure, such as over plain http in a local network.
      const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
      copied.then(
        () => showToast(t('state.copied')),
        () => showToast(t('state.notCopied')),
      );
    }}
  >
    {label}
  </Button>
);

/** A text to be pasted elsewhere. */
export const CopyLine = ({ label, text }: { label: string; text: string }) => (
  <div class="field">
    <span class="label">{label}</span>
    <span class="copy-line">
      <code>{text}</code>
      <CopyButton text={text} label={t('action.copy')} />
    </span>
  </div>
);
