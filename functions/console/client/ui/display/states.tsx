import { type ComponentChildren, createContext } from 'preact';
import type { ApiError } from '../../base/api.ts';
import { ahead } from '../../base/format.ts';
import { codeText, issuesText } from '../../base/issues.ts';
import { deliveryRefusalText } from '../../base/refusals.ts';
import type { LiveAnswer } from '../../base/resource.ts';
import { t } from '../../base/words.ts';
import { Button } from '../controls/button.tsx';

/** Says that there is nothing to show, and what to do about it. */
export const EmptyState = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="blank">
    <b>{title}</b>
    {children}
  </div>
);

interface EmptyListProps {
  title: string;
  /** Whether the list was searched in part only. */
  hasMore: boolean;
  isFiltered: boolean;
  /** What fills it, and how that begins. */
  children: ComponentChildren;
}

/** Says why a list is empty: it goes on, its filters leave nothing, or there is nothing yet. */
export const EmptyList = ({ title, hasMore, isFiltered, children }: EmptyListProps) => {
  if (hasMore) return <EmptyState title={t('list.lookOn')}>{t('list.lookOnNote')}</EmptyState>;
  if (isFiltered) return <EmptyState title={t('list.nothing')}>{t('list.nothingNote')}</EmptyState>;
  return <EmptyState title={title}>{children}</EmptyState>;
};

const reasonsIn = (failures: unknown): string[] =>
  Array.isArray(failures) ? failures.map(deliveryRefusalText) : [];

/** The text of a refusal, in the console's own words where it has any. */
export function problemText(error: ApiError): string {
  if (error.status === 0) return t('problem.offline');
  if (error.status === 429) return t('problem.rate_limited', { when: ahead(error.secondsToWait) });
  if (error.code === 'role_needed' || error.code === 'forbidden') return t('problem.forbidden');
  if (error.status >= 500) return t('problem.server');
  // A refused delivery names each rule that it breaks.
  if (error.code === 'delivery_refused')
    return [t('problem.delivery'), reasonsIn(error.details.failures).join('; ')].filter(Boolean).join(': ');
  if (error.issues.length > 0) return issuesText(error.issues);
  return codeText(error.code, error.message) || t('problem.title');
}

export const Problematic = ({ error }: { error: ApiError | undefined }) =>
  error ? (
    <p class="notice bad" role="alert">
      {problemText(error)}
    </p>
  ) : null;

function Failure({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <div class="blank" role="alert">
      <b>{error.status === 404 ? t('problem.notFound') : t('problem.title')}</b>
      <span>{problemText(error)}</span>
      <Button onClick={onRetry}>{t('action.retry')}</Button>
    </div>
  );
}

/** A placeholder while something loads. */
export const Skeleton = ({ lines = 6 }: { lines?: number }) => (
  <div class="stack" role="status" aria-label={t('state.loading')}>
    {Array.from({ length: lines }, (_, n) => (
      <span key={n} class="ghost" />
    ))}
  </div>
);

/** Whether the shown data answers the previous request. */
export const StaleContext = createContext(false);

interface LoadedProps<T> {
  of: LiveAnswer<T>;
  lines?: number;
  children: (data: T) => ComponentChildren;
}

/** The data of a resource; until then a placeholder, or why it could not be loaded. An error leaves older data in place. */
export function Loaded<T>({ of, lines, children }: LoadedProps<T>) {
  if (of.data !== undefined)
    return (
      <StaleContext.Provider value={of.isOld}>
        <div class={of.isOld ? 'loaded old' : 'loaded'} aria-busy={of.isOld}>
          {children(of.data)}
        </div>
      </StaleContext.Provider>
    );
  if (of.error) return <Failure error={of.error} onRetry={of.reload} />;
  return <Skeleton {...(lines !== undefined && { lines })} />;
}
