import { dueToItem } from '../adapters/due/due.ts';
import { absent, present, type Write } from '../adapters/dynamo/expressions.ts';
import { orderWrites } from '../orders/order-store.ts';
import { creditKey } from '../tenants/tenant.ts';
import { callKey, callToItem } from './call-item.ts';
import type { EndedCall } from './end-call.ts';
import type { CallDraft } from './start-round.ts';

/** The writes of a decision about an order and its calls: all of them or none. */
export function callWrites(draft: CallDraft): Write[] {
  return [
    ...orderWrites(draft),
    ...draft.queued.map((call): Write => ({ put: callToItem(call), if: absent })),
    ...draft.due.map((due): Write => ({ put: dueToItem(due) })),
    ...(draft.places ?? []),
  ];
}

/**
 * The same for an ended call. The order's version alone does not guard the call: an order may be read after another
 * worker ended the call, and the call before. Decided on both it would count, and cost, twice.
 */
export function endingWrites(ended: EndedCall): Write[] {
  const { call, found } = ended;
  const { status, outcome, reason, durationSeconds, recordingUrl, transcript, summary, charged, endedAt } =
    call;
  const end: Write = {
    update: callKey(call, call.orderId, call.id),
    changes: {
      set: { status, outcome, reason, durationSeconds, recordingUrl, transcript, summary, charged, endedAt },
    },
    if: {
      expression: '#status = :found AND charged = :charged',
      names: { '#status': 'status' },
      values: { ':found': found.status, ':charged': found.charged },
    },
  };
  const credit: Write = {
    update: creditKey(call.tenantId),
    changes: { add: { remaining: -1 } },
    if: present,
  };
  return [...callWrites(ended), end, ...(ended.takesCredit ? [credit] : [])];
}
