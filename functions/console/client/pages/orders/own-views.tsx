import { useState } from 'preact/hooks';
import { type KeptChoice, kept } from '../../base/kept.ts';
import { go, hrefOf } from '../../base/router.ts';
import { member, tenant } from '../../base/session.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { TextField } from '../../ui/field.tsx';
import { PageLink } from '../../ui/link.tsx';

interface OwnView {
  name: string;
  filter: Readonly<Record<string, string>>;
}

/** Separate for each member of a tenant. */
const all = new Map<string, KeptChoice<readonly OwnView[]>>();

function ownViews(): KeptChoice<readonly OwnView[]> {
  const key = `recado-views:${tenant.value?.id}:${member.value?.id}`;
  const found = all.get(key) ?? kept<readonly OwnView[]>(key, []);
  all.set(key, found);
  return found;
}

const textOf = (filter: OwnView['filter']): string =>
  JSON.stringify(Object.entries(filter).sort(([one], [other]) => (one < other ? -1 : 1)));

/** The views that a member saved, among the others. */
export const OwnViewTabs = ({ filter }: { filter: OwnView['filter'] }) => (
  <>
    {ownViews().value.map((view) => (
      <li key={view.name}>
        <PageLink
          href={hrefOf('orders', view.filter)}
          aria-current={textOf(view.filter) === textOf(filter) ? 'true' : undefined}
        >
          <bdi>{view.name}</bdi>
        </PageLink>
      </li>
    ))}
  </>
);

/** Saves the filter that is set as a view, or removes the view that is shown. */
export function OwnViewButton({ filter }: { filter: OwnView['filter'] }) {
  const [isNaming, setNaming] = useState(false);
  const views = ownViews();
  const shown = views.value.find((view) => textOf(view.filter) === textOf(filter));
  const names = Object.keys(filter);
  // Nothing is set, or nothing but a view that is there anyway.
  if (names.length === 0 || (names.length === 1 && filter.view)) return null;
  if (shown)
    return (
      <Button
        key="remove"
        small
        kind="plain"
        onClick={() => {
          views.set(views.value.filter((view) => view !== shown));
          go(hrefOf('orders', filter), true);
        }}
      >
        {t('view.remove', { name: shown.name })}
      </Button>
    );
  return (
    <>
      {/* Never the same element as the one that removes: a second Enter would take away what the first one saved. */}
      <Button key="save" small onClick={() => setNaming(true)}>
        {t('view.save')}
      </Button>
      {isNaming && (
        <Dialog title={t('view.save')} onClose={() => setNaming(false)}>
          <form
            class="stack wide"
            onSubmit={(event) => {
              event.preventDefault();
              const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
              if (name === '') return;
              views.set([...views.value.filter((view) => view.name !== name), { name, filter }]);
              setNaming(false);
            }}
          >
            <TextField name="name" label={t('field.name')} maxLength={60} required autofocus />
            <DialogFoot label={t('action.save')} onBack={() => setNaming(false)} />
          </form>
        </Dialog>
      )}
    </>
  );
}
