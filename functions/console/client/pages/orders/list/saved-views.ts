import { useEffect, useState } from 'preact/hooks';
import { ApiError, call } from '../../../base/api.ts';
import { type Change, useChange } from '../../../base/change.ts';
import { type LiveAnswer, useResource } from '../../../base/resource.ts';
import { member, tenant } from '../../../base/session.ts';
import type { SavedViewShown, ViewsShown } from '../../../base/views.ts';

export type ViewFilter = Readonly<Record<string, string>>;

const EVERY_MS = 5000;
const ME = { params: { id: 'me' } } as const;

const one = (viewId: string) => ({ params: { id: 'me', viewId } });

const save = (name: string, filter: ViewFilter, idempotencyKey?: string) =>
  call('POST /platform/v1/members/{id}/views', {
    ...ME,
    body: { name, filter },
    ...(idempotencyKey && { idempotencyKey }),
  });

export interface SavedViews {
  list: LiveAnswer<ViewsShown>;
  save: Change<[name: string, filter: ViewFilter], SavedViewShown>;
  rename: Change<[id: string, name: string], SavedViewShown>;
  /** @throws ApiError */
  remove: (id: string) => Promise<unknown>;
}

/** The lists that everybody has and those that the member saved, with how many orders each has. @param turn another value has them counted again */
export function useSavedViews(turn: number): SavedViews {
  const [moved, setMoved] = useState(0);
  const list = useResource(
    `order views ${turn + moved}`,
    (signal) => call('GET /platform/v1/members/{id}/views', { ...ME, query: { counts: true }, signal }),
    EVERY_MS,
  );
  useEffect(() => {
    void moveFromBrowser().then((isMoved) => isMoved && setMoved((before) => before + 1));
  }, []);
  const changed = <T>(answer: T): T => {
    list.reload();
    return answer;
  };
  return {
    list,
    save: useChange(async (key, name, filter) => changed(await save(name, filter, key))),
    rename: useChange(async (_key, viewId, name) =>
      changed(
        await call('PATCH /platform/v1/members/{id}/views/{viewId}', { ...one(viewId), body: { name } }),
      ),
    ),
    remove: async (viewId) =>
      changed(await call('DELETE /platform/v1/members/{id}/views/{viewId}', one(viewId))),
  };
}

/** Until 0.2.0, views were kept in the browser's storage. Views that cannot be saved without a connection are saved the next time. */
async function moveFromBrowser(): Promise<boolean> {
  const key = `recado-views:${tenant.value?.id}:${member.value?.id}`;
  const kept = localStorage.getItem(key);
  if (kept === null) return false;
  try {
    for (const { name, filter } of JSON.parse(kept) as { name: string; filter: ViewFilter }[])
      await save(name, filter).catch((error) => {
        if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) throw error;
      });
  } catch (error) {
    if (error instanceof ApiError) return false;
  }
  localStorage.removeItem(key);
  return true;
}
