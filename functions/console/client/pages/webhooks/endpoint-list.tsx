import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import type { EndpointShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyState, Loaded } from '../../ui/display/states.tsx';
import { Ago } from '../../ui/display/texts.tsx';
import { type Column, DataTable } from '../../ui/tables/data-table.tsx';
import { HealthLine } from './endpoint-health.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { NewEndpointDialog } from './new-endpoint.tsx';
import { WebhookTabs } from './webhook-tabs.tsx';

const EVERY_MS = 10_000;

/** The endpoints that get webhooks, and their health. */
export function EndpointListPage() {
  const [isNew, setNew] = useState(false);
  const list = useResource(
    'webhook endpoints',
    (signal) => call('GET /platform/v1/webhook-endpoints', { signal }),
    EVERY_MS,
  );
  const add = (
    <Button
      kind="primary"
      unavailable={mayAs('owner') ? undefined : t('problem.forbidden')}
      onClick={() => setNew(true)}
    >
      {t('webhook.new')}
    </Button>
  );
  return (
    <ConsolePage
      title={t('nav.webhooks')}
      aside={
        <>
          <span class="spacer" />
          {add}
        </>
      }
    >
      <WebhookTabs at="endpoints" />
      <Loaded of={list}>
        {({ endpoints }) =>
          endpoints.length === 0 ? (
            <EmptyState title={t('webhook.none')}>{t('webhook.noneNote')}</EmptyState>
          ) : (
            <DataTable
              caption={t('webhook.endpoints')}
              rows={endpoints}
              columns={endpointColumns()}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
      {isNew && (
        <NewEndpointDialog
          onClose={() => {
            setNew(false);
            list.reload();
          }}
        />
      )}
    </ConsolePage>
  );
}

const endpointColumns = (): Column<EndpointShown>[] => [
  {
    id: 'url',
    title: t('webhook.url'),
    cell: ({ id, url }) => (
      <span class="lines" title={url}>
        <PageLink href={hrefOf(`webhooks/endpoints/${id}`)}>{url}</PageLink>
      </span>
    ),
  },
  { id: 'state', title: t('field.status'), cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
  { id: 'health', title: t('webhook.lastDay'), kind: 'tight', cell: ({ id }) => <HealthLine id={id} /> },
  {
    id: 'events',
    title: t('webhook.events'),
    cell: ({ events }) => (
      <span class="clip" title={events.join(', ')}>
        {events.join(', ')}
      </span>
    ),
  },
  {
    id: 'created',
    title: t('field.created'),
    kind: 'tight',
    cell: ({ createdAt }) => <Ago at={createdAt} />,
  },
];
