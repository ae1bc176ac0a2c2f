import { useRef } from 'preact/hooks';
import { query, setQuery } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { Button } from '../controls/button.tsx';

/** Pages through a list by cursors, which are part of the address. */
export function Pager({ nextCursor }: { nextCursor: string | null }) {
  const cursor = query.value.get('cursor') ?? '';
  // The cursor of the previous page, by a page's own. For a page that a link led to, only the first page is known.
  const before = useRef(new Map<string, string>());
  if (cursor === '' && nextCursor === null) return null;
  return (
    <nav class="pager" aria-label={t('list.pages')}>
      <Button
        unavailable={cursor === '' ? t('list.first') : undefined}
        onClick={() => setQuery({ cursor: before.current.get(cursor) })}
      >
        {t('action.previous')}
      </Button>
      <Button
        unavailable={nextCursor === null ? t('list.last') : undefined}
        onClick={() => {
          if (nextCursor === null) return;
          before.current.set(nextCursor, cursor);
          setQuery({ cursor: nextCursor });
        }}
      >
        {t('action.next')}
      </Button>
    </nav>
  );
}
