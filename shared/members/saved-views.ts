import { decideAndStore, failAfterFewConflicts } from '../adapters/dynamo/decide-and-store.ts';
import { absent, type Item, type Key, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import { isSameWord } from '../base/text/fold.ts';

/** A list of orders that a member keeps under a name: the filters of the list as they stand in its address. */
export interface SavedView {
  /** `viw_…` */
  id: string;
  /** Unique among the member's own, in any case. */
  name: string;
  filter: Readonly<Record<string, string>>;
}

/** Views of a member. They are one item, which is read with every count: thirty of usual size are a few kilobytes. */
export const MAX_VIEWS = 30;

interface ViewsOwner {
  tenantId: string;
  memberId: string;
}

/** All views of a member, in the order in which they were made. */
interface SavedViews extends ViewsOwner {
  views: readonly SavedView[];
  /** Counts the changes; 0 before the first. */
  version: number;
}

/** Of both modes. Not beside the member, so that a function that saves views has no right to write members. */
export const savedViewsKey = (tenantId: string, memberId: string): Key => ({
  pk: `VIEWS#${tenantId}`,
  sk: memberId,
});

const toItem = ({ tenantId, memberId, views, version }: SavedViews): Item => ({
  ...savedViewsKey(tenantId, memberId),
  entity: 'saved-views',
  views,
  version,
});

async function load(table: Table, { tenantId, memberId }: ViewsOwner): Promise<SavedViews> {
  const item = await table.get(savedViewsKey(tenantId, memberId));
  const { views = [], version = 0 } = (item ?? {}) as Partial<SavedViews>;
  return { tenantId, memberId, views, version };
}

export const loadSavedViews = async (table: Table, owner: ViewsOwner): Promise<readonly SavedView[]> =>
  (await load(table, owner)).views;

/** Keeps a view; one of the same name has its filter replaced and stays where it is. */
function withView(views: readonly SavedView[], view: SavedView): { views: SavedView[]; view: SavedView } {
  const at = views.findIndex(({ name }) => isSameWord(name, view.name));
  const before = views[at];
  if (before === undefined) {
    if (views.length >= MAX_VIEWS) throw new Problem('limit_reached', { limit: MAX_VIEWS });
    return { views: [...views, view], view };
  }
  const kept = { ...view, id: before.id };
  return { views: views.with(at, kept), view: kept };
}

/**
 * Saves a view for a member.
 * @throws Problem limit_reached, or conflict when other changes keep coming between
 */
export function saveView(
  table: Table,
  owner: ViewsOwner,
  given: Omit<SavedView, 'id'>,
  now: Date,
  receiptFor: (view: SavedView) => readonly Write[],
): Promise<SavedView> {
  const id = newId('savedView', now);
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => load(table, owner),
      decide(before) {
        const { views, view } = withView(before.views, { id, ...given });
        return { answer: view, writes: [put(before, views)], receipt: receiptFor(view) };
      },
      conflicts: failAfterFewConflicts,
    },
  );
}

/** What may be changed of a view. */
export type ViewChanges = { [Part in 'name' | 'filter']?: SavedView[Part] | undefined };

/** A view with another name or filter, where it stands. A name that another view has is refused: its filter would be lost. */
function withChanges(
  views: readonly SavedView[],
  id: string,
  { name, filter }: ViewChanges,
): { views: SavedView[]; view: SavedView } {
  const at = views.findIndex((view) => view.id === id);
  const before = views[at];
  if (before === undefined) throw new Problem('not_found');
  if (name !== undefined && views.some((view) => view.id !== id && isSameWord(view.name, name)))
    throw new Problem('view_exists', { field: 'name' });
  const view = { id, name: name ?? before.name, filter: filter ?? before.filter };
  return { views: views.with(at, view), view };
}

/**
 * Renames a view of a member, or replaces its filter.
 * @throws Problem not_found, view_exists, or conflict when other changes keep coming between
 */
export function changeView(
  table: Table,
  owner: ViewsOwner,
  { id, changes }: { id: string; changes: ViewChanges },
  now: Date,
): Promise<SavedView> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => load(table, owner),
      decide(before) {
        const { views, view } = withChanges(before.views, id, changes);
        return { answer: view, writes: [put(before, views)] };
      },
      conflicts: failAfterFewConflicts,
    },
  );
}

/** @throws Problem not_found, or conflict when other changes keep coming between */
export function removeView(table: Table, owner: ViewsOwner, id: string, now: Date): Promise<void> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => load(table, owner),
      decide(before) {
        const views = before.views.filter((view) => view.id !== id);
        if (views.length === before.views.length) throw new Problem('not_found');
        return { answer: undefined, writes: [put(before, views)] };
      },
      conflicts: failAfterFewConflicts,
    },
  );
}

const put = (before: SavedViews, views: readonly SavedView[]): Write => ({
  put: toItem({ ...before, views, version: before.version + 1 }),
  if: before.version === 0 ? absent : versionIs(before.version),
});
