import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import { absent, type Condition, type Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { EventOf } from '../../events/event.ts';
import { endpointKey, loadEndpoint } from '../endpoints/endpoint.ts';
import { PAGE_SIZE } from './recover.ts';
import {
  advanced,
  newRecovery,
  type Recovered,
  recoveryEventToItem,
  recoveryToItem,
  type WebhookRecovery,
} from './recovery.ts';
import type { RecoveryMessage } from './recovery-message.ts';
import { readNextPage, workPage } from './work-page.ts';

/** Pages that a dry run counts before it answers; a worker does the rest. */
const PAGES_AT_ONCE = 10;

export interface RecoveryRequest extends Omit<Recovered, 'since' | 'until'> {
  since?: Date | undefined;
  /** At most now: events that happen while the recovery runs are delivered anyway. */
  until?: Date | undefined;
  dryRun: boolean;
}

/**
 * Requests another attempt for many of an endpoint's deliveries. Stores the job; the relay passes it to the recoveries
 * queue. A dry run sends nothing, and is answered with its count if that is found quickly.
 * @throws Problem not_found, webhook_endpoint_disabled unless it is a dry run, or invalid_request for a time in the future
 */
export async function startRecovery(
  table: Table,
  scope: Scope,
  { since, until, dryRun, ...about }: RecoveryRequest,
  now: Date,
  receiptFor: (recovery: WebhookRecovery) => readonly Write[],
  pageSize: number = PAGE_SIZE,
): Promise<WebhookRecovery> {
  const { endpointId } = about;
  const end = until !== undefined && until < now ? until : now;
  if (since !== undefined && since >= end)
    throw new Problem('invalid_request', {
      issues: [{ field: 'since', rule: 'custom', expected: 'must lie in the past' }],
    });
  const time = { since: since?.toISOString(), until: end.toISOString() };
  return decideAndStore(
    { table, clock: () => now },
    {
      async load() {
        const endpoint = await loadEndpoint(table, scope, endpointId);
        if (endpoint === undefined) throw new Problem('not_found', { field: 'endpointId' });
        if (!endpoint.enabled && !dryRun) throw new Problem('webhook_endpoint_disabled');
        const id = newId('webhookRecovery', now);
        const asked = newRecovery(scope, { ...about, ...time }, { id, dryRun }, now);
        return dryRun ? lookAhead(table, asked, pageSize, now) : asked;
      },
      decide: (recovery) => ({
        answer: recovery,
        writes: [
          { put: recoveryToItem(recovery), if: absent },
          ...(dryRun ? [] : [{ check: endpointKey(scope, endpointId), if: isEnabled, name: 'endpoint' }]),
          ...(recovery.status === 'running' ? [{ put: requested(recovery, now), if: absent }] : []),
        ],
        receipt: receiptFor(recovery),
      }),
      refused: (cause) =>
        cause.failed('endpoint') ? new Problem('webhook_endpoint_disabled', {}, { cause }) : undefined,
    },
  );
}

const isEnabled: Condition = {
  expression: '#enabled = :true',
  names: { '#enabled': 'enabled' },
  values: { ':true': true },
};

async function lookAhead(
  table: Table,
  asked: WebhookRecovery,
  pageSize: number,
  now: Date,
): Promise<WebhookRecovery> {
  let recovery = asked;
  for (let pages = 0; pages <= PAGES_AT_ONCE && recovery.status === 'running'; pages++) {
    const { tally } = await workPage(table, recovery, now);
    recovery = advanced(recovery, tally, await readNextPage(table, recovery, pageSize), now);
  }
  return recovery;
}

function requested(recovery: WebhookRecovery, now: Date) {
  const { tenantId, mode, id: recoveryId } = recovery;
  const body: RecoveryMessage = { tenantId, mode, recoveryId };
  const event: EventOf<'webhook.recovery_requested'> = {
    id: newId('event', now),
    type: 'webhook.recovery_requested',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { recoveryId },
    job: { queue: 'recoveries', body },
  };
  return recoveryEventToItem(recovery, event);
}
