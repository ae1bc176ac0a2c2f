import { t, tn } from '../../base/words.ts';
import { Button } from '../../ui/button.tsx';
import type { Picked } from './picked.ts';

interface BulkBarProps {
  picked: Picked;
  filter: Readonly<Record<string, string>>;
  onDone: () => void;
}

/** What can be done with all orders that are picked. */
export function BulkBar({ picked }: BulkBarProps) {
  if (picked.count === 0) return null;
  return (
    <section class="pick-bar" aria-label={t('bulk.label')}>
      <b>{picked.count === undefined ? t('bulk.all') : tn('bulk.some', picked.count)}</b>
      {!picked.isAll && (
        <Button small onClick={picked.pickAll}>
          {t('bulk.pickAll')}
        </Button>
      )}
      <Button small kind="plain" onClick={picked.clear}>
        {t('bulk.clear')}
      </Button>
    </section>
  );
}
