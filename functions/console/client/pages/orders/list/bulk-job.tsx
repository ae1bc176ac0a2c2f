import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import type { AnswerTo } from '../../../base/api-types.ts';
import { useChange } from '../../../base/change.ts';
import { count } from '../../../base/format.ts';
import { useResource } from '../../../base/resource.ts';
import { setQuery } from '../../../base/router.ts';
import type { BulkResultShown } from '../../../base/views.ts';
import { named, t, tn } from '../../../base/words.ts';
import { OrderLink } from '../../../parts/orders/order-link.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { Loaded, Problematic } from '../../../ui/display/states.tsx';

const EVERY_MS = 1000;
const PAGE = 100;

type Page = AnswerTo<'GET /platform/v1/orders/bulk/{id}'>;

interface BulkProgressProps {
  id: string;
  /** Whether it was started here a moment ago: it then takes the focus of the control that started it. */
  isNew: boolean;
  onFinished: () => void;
}

/** The progress of a bulk job, and in the end the result for every order that it could not process. */
export function BulkProgress({ id, isNew, onFinished }: BulkProgressProps) {
  const job = useResource(
    `bulk job ${id}`,
    (signal) => call('GET /platform/v1/orders/bulk/{id}', { params: { id }, query: { limit: PAGE }, signal }),
    EVERY_MS,
    ({ status }) => status !== 'running',
  );
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNew) box.current?.focus();
  }, [isNew]);
  const isRunning = job.data?.status === 'running';
  useEffect(() => {
    if (job.data && !isRunning) onFinished();
  }, [isRunning, job.data === undefined]);
  return (
    <section ref={box} class="card" aria-label={t('bulk.job')} tabIndex={-1}>
      <Loaded of={job} lines={2}>
        {({ action, total, done, skipped, failed, progress, results, nextCursor }) => {
          const what = named('bulkAction', action);
          return (
            <div class="stack">
              <div class="row apart">
                <b role="status">
                  {isRunning
                    ? t('bulk.progress', {
                        what,
                        done: count(Math.round(progress * total)),
                        total: count(total),
                      })
                    : t('bulk.finished', { what })}
                  {' · '}
                  {tn('bulk.done', done)}
                  {skipped + failed > 0 && ` · ${tn('bulk.refused', skipped + failed)}`}
                </b>
                {!isRunning && (
                  <Button small onClick={() => setQuery({ job: undefined }, true)}>
                    {t('action.close')}
                  </Button>
                )}
              </div>
              <progress max={1} value={progress} aria-label={t('bulk.job')} />
              {skipped + failed > 0 && (
                <Refused
                  jobId={id}
                  first={results}
                  next={isRunning ? null : nextCursor}
                  many={skipped + failed}
                />
              )}
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

interface RefusedProps {
  jobId: string;
  /** The results of the first page, successful ones included. */
  first: readonly BulkResultShown[];
  /** The cursor of the second page; null without one, and while the job runs. */
  next: string | null;
  /** How many orders were not changed. */
  many: number;
}

const isRefused = ({ result }: BulkResultShown): boolean => result !== 'done';

/** The orders that were not changed, each with the reason; page by page for a large job. */
function Refused({ jobId, first, next, many }: RefusedProps) {
  const [further, setFurther] = useState<{ results: readonly BulkResultShown[]; cursor: string | null }>();
  const more = useChange(async (_key, from: string) => {
    const results: BulkResultShown[] = [];
    let cursor: string | null = from;
    // All orders of a page may have been changed.
    while (cursor !== null && !results.some(isRefused)) {
      const page: Page = await call('GET /platform/v1/orders/bulk/{id}', {
        params: { id: jobId },
        query: { limit: PAGE, cursor },
      });
      results.push(...page.results);
      cursor = page.nextCursor;
    }
    setFurther((before) => ({ results: [...(before?.results ?? []), ...results], cursor }));
  });
  const shown = [...first, ...(further?.results ?? [])].filter(isRefused);
  const cursor = further ? further.cursor : next;
  return (
    <details open>
      <summary>{t('bulk.results')}</summary>
      <ul class="stack refused">
        {shown.map(({ orderId, reason, code, message }) => (
          <li key={orderId} class="row">
            <OrderLink id={orderId} />
            <span class="soft">{reason ? named('obstacle', reason) : (message ?? code)}</span>
          </li>
        ))}
      </ul>
      <Problematic error={more.error} />
      {cursor !== null && shown.length < many && (
        <Button small isBusy={more.isBusy} onClick={() => void more.run(cursor)}>
          {t('bulk.more', { shown: count(shown.length), many: count(many) })}
        </Button>
      )}
    </details>
  );
}
