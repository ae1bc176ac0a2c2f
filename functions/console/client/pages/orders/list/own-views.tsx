import { useState } from 'preact/hooks';
import { count } from '../../../base/format.ts';
import { go, hrefOf } from '../../../base/router.ts';
import type { SavedViewShown } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { RemoveButton } from '../../../parts/remove-button.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { PageLink } from '../../../ui/controls/link.tsx';
import { Problematic } from '../../../ui/display/states.tsx';
import { Dialog } from '../../../ui/overlays/dialog.tsx';
import { DialogFoot } from '../../../ui/overlays/dialog-foot.tsx';
import type { SavedViews, ViewFilter } from './saved-views.ts';

const textOf = (filter: ViewFilter): string =>
  JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));

const isOf =
  (filter: ViewFilter) =>
  (view: SavedViewShown): boolean =>
    textOf(view.filter) === textOf(filter);

interface OwnViewsProps {
  filter: ViewFilter;
  views: SavedViews;
}

/** The views that a member saved, among the others. */
export const OwnViewTabs = ({ filter, views: { list } }: OwnViewsProps) => (
  <>
    {list.data?.views.map((view) => (
      <li key={view.id}>
        <PageLink href={hrefOf('orders', view.filter)} aria-current={isOf(filter)(view) ? 'true' : undefined}>
          <bdi>{view.name}</bdi>
          {typeof view.orders === 'number' && <span class="number count">{count(view.orders)}</span>}
        </PageLink>
      </li>
    ))}
  </>
);

/** Saves the filter that is set as a view, or removes the view that is shown. */
export function OwnViewButton({ filter, views }: OwnViewsProps) {
  const [isNaming, setNaming] = useState(false);
  const shown = views.list.data?.views.find(isOf(filter));
  const names = Object.keys(filter);
  // No filter is set, or just that of a view that exists anyway.
  if (names.length === 0 || (names.length === 1 && filter.view)) return null;
  if (shown)
    return (
      <RemoveButton
        what={shown.name}
        label={t('view.remove')}
        note={t('view.removeNote')}
        remove={() => views.remove(shown.id)}
        onRemoved={() => go(hrefOf('orders', filter), true)}
      />
    );
  const close = () => {
    views.save.clear();
    setNaming(false);
  };
  return (
    <>
      <Button small onClick={() => setNaming(true)}>
        {t('view.save')}
      </Button>
      {isNaming && (
        <Dialog title={t('view.save')} onClose={close}>
          <form
            class="stack wide"
            onSubmit={async (event) => {
              event.preventDefault();
              const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
              if (name !== '' && (await views.save.run(name, filter))) close();
            }}
          >
            <Problematic error={views.save.error} />
            <TextField
              name="name"
              label={t('field.name')}
              maxLength={60}
              required
              autofocus
              wrong={views.save.error?.about('name')}
            />
            <DialogFoot label={t('action.save')} isBusy={views.save.isBusy} onBack={close} />
          </form>
        </Dialog>
      )}
    </>
  );
}
