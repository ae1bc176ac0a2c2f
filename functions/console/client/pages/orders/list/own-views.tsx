import { useState } from 'preact/hooks';
import type { ApiError } from '../../../base/api.ts';
import { count } from '../../../base/format.ts';
import { go, hrefOf } from '../../../base/router.ts';
import type { SavedViewShown } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { RemoveButton } from '../../../parts/remove-button.tsx';
import { useWrongFocus } from '../../../parts/wrong-focus.ts';
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

/** Saves the filter that is set as a view, or renames or removes the view that is shown. */
export function OwnViewButtons({ filter, views }: OwnViewsProps) {
  const [isNaming, setNaming] = useState(false);
  const shown = views.list.data?.views.find(isOf(filter));
  const names = Object.keys(filter);
  // No filter is set, or just that of a view that exists anyway.
  if (names.length === 0 || (names.length === 1 && filter.view)) return null;
  const change = shown ? views.rename : views.save;
  const title = shown ? `${t('view.rename')}: ${shown.name}` : t('view.save');
  const name = (given: string) => (shown ? views.rename.run(shown.id, given) : views.save.run(given, filter));
  const close = () => {
    change.clear();
    setNaming(false);
  };
  return (
    <>
      <Button key={shown?.id} small aria-label={title} onClick={() => setNaming(true)}>
        {t(shown ? 'view.rename' : 'view.save')}
      </Button>
      {shown && (
        <RemoveButton
          what={shown.name}
          label={t('view.remove')}
          note={t('view.removeNote')}
          remove={() => views.remove(shown.id)}
          onRemoved={() => go(hrefOf('orders', filter), true)}
        />
      )}
      {isNaming && (
        <NameDialog
          title={title}
          known={shown?.name}
          change={change}
          onNamed={async (given) => (await name(given)) && close()}
          onBack={close}
        />
      )}
    </>
  );
}

interface NameDialogProps {
  title: string;
  known: string | undefined;
  change: { isBusy: boolean; error: ApiError | undefined };
  onNamed: (name: string) => void;
  onBack: () => void;
}

function NameDialog({ title, known = '', change: { isBusy, error }, onNamed, onBack }: NameDialogProps) {
  const form = useWrongFocus(error);
  return (
    <Dialog title={title} onClose={onBack}>
      <form
        ref={form}
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
          if (name !== '') onNamed(name);
        }}
      >
        {!error?.isAboutFields && <Problematic error={error} />}
        <TextField
          name="name"
          label={t('field.name')}
          maxLength={60}
          defaultValue={known}
          required
          autofocus
          wrong={error?.about('name')}
        />
        <DialogFoot label={t('action.save')} isBusy={isBusy} onBack={onBack} />
      </form>
    </Dialog>
  );
}
