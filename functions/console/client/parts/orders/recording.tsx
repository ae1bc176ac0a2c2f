import { t } from '../../base/words.ts';

/** Plays a recording, wherever it is kept; only over https, and only audio. */
export function Recording({ url }: { url: string | null }) {
  if (url === null) return null;
  if (!/^https:\/\//i.test(url)) return <p class="small soft">{t('call.noPlay')}</p>;
  return (
    // biome-ignore lint/a11y/useMediaCaption: the transcript below says what is heard
    <audio controls preload="none" src={url} aria-label={t('call.recording')} />
  );
}
