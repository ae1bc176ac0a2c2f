import { count } from '../../../base/format.ts';
import { hrefOf } from '../../../base/router.ts';
import { named, t } from '../../../base/words.ts';
import { PageLink } from '../../../ui/controls/link.tsx';
import { OwnViewTabs } from './own-views.tsx';
import type { SavedViews, ViewFilter } from './saved-views.ts';

const views = ['to-review', 'not-reached', 'confirmed-not-booked', 'out', 'returned', 'today'] as const;

interface ViewTabsProps {
  filter: ViewFilter;
  views: SavedViews;
}

/** The lists that people work off, with how many orders each has. */
export function ViewTabs({ filter, views: own }: ViewTabsProps) {
  const counts = own.list.data?.counts;
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
              {counts && <span class="number count">{count(counts[view])}</span>}
            </PageLink>
          </li>
        ))}
        <OwnViewTabs filter={filter} views={own} />
      </ul>
    </nav>
  );
}
