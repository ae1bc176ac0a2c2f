import { call } from '../../base/api.ts';
import { count } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import { named, t } from '../../base/words.ts';
import { PageLink } from '../../ui/link.tsx';
import { OwnViewTabs } from './own-views.tsx';

const views = ['to-review', 'not-reached', 'confirmed-not-booked', 'out', 'returned', 'today'] as const;

const EVERY_MS = 15_000;

interface ViewTabsProps {
  filter: Readonly<Record<string, string>>;
  /** A change has the orders counted again. */
  turn: number;
}

/** The saved views, with how many orders each has. */
export function ViewTabs({ filter, turn }: ViewTabsProps) {
  // Counting reads a whole period: less often than the page.
  const counted = useResource(
    `order views ${turn}`,
    (signal) => call('GET /platform/v1/orders', { query: { counts: true, limit: 1 }, signal }),
    EVERY_MS,
  );
  const isAll = Object.keys(filter).length === 0;
  return (
    <nav aria-label={t('view.label')}>
      <ul class="tabs">
        <li>
          <PageLink href={hrefOf('orders')} aria-current={isAll ? 'true' : undefined}>
            {t('view.all')}
          </PageLink>
        </li>
        {views.map((view) => (
          <li key={view}>
            <PageLink
              href={hrefOf('orders', { view })}
              aria-current={filter.view === view && Object.keys(filter).length === 1 ? 'true' : undefined}
            >
              {named('view', view)}
              {counted.data?.counts && <span class="number count">{count(counted.data.counts[view])}</span>}
            </PageLink>
          </li>
        ))}
        <OwnViewTabs filter={filter} />
      </ul>
    </nav>
  );
}
