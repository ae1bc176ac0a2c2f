import { call } from '../../base/api.ts';
import { count, percent } from '../../base/format.ts';
import { type LiveAnswer, useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import type { HealthShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';
import { Sparkline } from '../../ui/display/charts.tsx';
import { Loaded } from '../../ui/display/states.tsx';
import { Ago } from '../../ui/display/texts.tsx';

const EVERY_MS = 15_000;

const useHealth = (id: string): LiveAnswer<HealthShown> =>
  useResource(
    `webhook health ${id}`,
    (signal) => call('GET /platform/v1/webhook-endpoints/{id}/health', { params: { id }, signal }),
    EVERY_MS,
  );

const time = (ms: number | null): string => (ms === null ? '—' : t('webhook.took', { time: count(ms) }));

const rates = ({ hours }: HealthShown) => hours.map(({ successRate }) => successRate);

/** The health of an endpoint in the last day, in a line of a table. */
export function HealthLine({ id }: { id: string }) {
  const { data } = useHealth(id);
  if (data === undefined || data.attempts === 0) return <span class="soft">—</span>;
  return (
    <span class="row">
      <Sparkline title={t('webhook.rateByHour')} values={rates(data)} most={1} />
      <span class="small">
        {percent(data.successRate)} <span class="soft">· {time(data.p95Ms)}</span>
      </span>
    </span>
  );
}

/** Counting stops there. */
const MAX_COUNTED = 100;

/** The health of an endpoint: its attempts of the last day by the hour, and the deliveries that it did not get. */
export function HealthCard({ id }: { id: string }) {
  const health = useHealth(id);
  return (
    <section class="card" aria-labelledby="health">
      <header>
        <h2 id="health">{t('webhook.health')}</h2>
      </header>
      <Loaded of={health} lines={3}>
        {(shown) => (
          <dl class="facts">
            <dt>{t('webhook.successRate')}</dt>
            <dd class="row">
              <span>{percent(shown.successRate)}</span>
              {shown.attempts > 0 && (
                <Sparkline title={t('webhook.rateByHour')} values={rates(shown)} most={1} />
              )}
              <span class="small soft">{t('webhook.ofAttempts', { count: count(shown.attempts) })}</span>
            </dd>
            <dt>p95</dt>
            <dd class="row">
              <span>{time(shown.p95Ms)}</span>
              {shown.attempts > 0 && (
                <Sparkline title={t('webhook.p95ByHour')} values={shown.hours.map(({ p95Ms }) => p95Ms)} />
              )}
            </dd>
            <dt>{t('webhook.lastSuccess')}</dt>
            <dd>
              <Ago at={shown.lastSuccessAt} />
            </dd>
            <dt>{t('webhook.failingSince')}</dt>
            <dd>
              <Ago at={shown.failingSince} />
            </dd>
            <Counted id={id} status="pending" name={t('webhook.pending')} counted={shown.waiting} />
            <Counted id={id} status="failing" name={t('webhook.failing')} counted={shown.failing} />
            <Counted id={id} status="failed" name={t('webhook.failed')} counted={shown.failed} />
            <Counted id={id} status="held" name={t('webhook.held')} counted={shown.held} />
          </dl>
        )}
      </Loaded>
    </section>
  );
}

interface CountedProps {
  id: string;
  status: string;
  name: string;
  counted: number;
}

const Counted = ({ id, status, name, counted }: CountedProps) => (
  <>
    <dt>{name}</dt>
    <dd>
      <PageLink href={hrefOf('webhooks/deliveries', { endpointId: id, status })}>
        {counted >= MAX_COUNTED ? t('webhook.orMore', { count: count(counted) }) : count(counted)}
        <span class="visually-hidden"> {name}</span>
      </PageLink>
    </dd>
  </>
);
