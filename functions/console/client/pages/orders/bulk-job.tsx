import { useEffect } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { count } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, setQuery } from '../../base/router.ts';
import type { BulkResultShown } from '../../base/views.ts';
import { named, t, tn } from '../../base/words.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/link.tsx';
import { Loaded } from '../../ui/states.tsx';

const EVERY_MS = 1000;

/** How far a bulk job is; in the end what became of every order that it could not deal with. */
export function BulkProgress({ id, onFinished }: { id: string; onFinished: () => void }) {
  const job = useResource(
    `bulk job ${id}`,
    (signal) => call('GET /platform/v1/orders/bulk/{id}', { params: { id }, query: { limit: 100 }, signal }),
    EVERY_MS,
  );
  const isRunning = job.data?.status === 'running';
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it ends
  useEffect(() => {
    if (job.data && !isRunning) onFinished();
  }, [isRunning, job.data === undefined]);
  return (
    <section class="card" aria-label={t('bulk.job')}>
      <Loaded of={job} lines={2}>
        {({ action, total, done, skipped, failed, progress, results }) => {
          const what = named('bulkAction', action);
          const refused = results.filter(({ result }) => result !== 'done');
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
              {refused.length > 0 && <Refused results={refused} />}
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

const Refused = ({ results }: { results: readonly BulkResultShown[] }) => (
  <details open>
    <summary>{t('bulk.results')}</summary>
    <ul class="stack refused">
      {results.map(({ orderId, reason, code, message }) => (
        <li key={orderId} class="row">
          <PageLink href={hrefOf(`orders/${orderId}`)}>{orderId}</PageLink>
          <span class="soft">{reason ? named('obstacle', reason) : (message ?? code)}</span>
        </li>
      ))}
    </ul>
  </details>
);
