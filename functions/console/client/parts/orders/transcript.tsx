import { t } from '../../base/words.ts';

const MARKED_MOST = 200;

interface TranscriptProps {
  text: string | null;
  /** The search text: it is marked, and the transcript is open. */
  search?: string;
}

/** The transcript, always as text, of any length. */
export function Transcript({ text, search = '' }: TranscriptProps) {
  if (!text) return null;
  const isFound = search !== '' && text.toLowerCase().includes(search.toLowerCase());
  return (
    <details class="transcript" open={isFound}>
      <summary>{t('call.transcript')}</summary>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is what a keyboard scrolls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long one is scrolled with the keyboard */}
      <div class="said" dir="auto" tabIndex={0} aria-label={t('call.transcript')} role="group">
        {isFound ? marked(text, search) : text}
      </div>
    </details>
  );
}

function marked(text: string, search: string) {
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  const parts = [];
  let from = 0;
  for (let found = 0; found < MARKED_MOST; found++) {
    const at = lower.indexOf(wanted, from);
    if (at < 0) break;
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  parts.push(text.slice(from));
  return parts;
}
