import { expect, test } from 'vitest';
import { webhookBodies } from '../../../functions/meta/documented-webhooks.ts';
import { decideUpdate } from '../../../shared/orders/changes/update-rule.ts';
import { kindOf, type WebhookName, webhookNames } from '../../../shared/webhooks/kinds/catalogue.ts';
import type { CompleteEvent } from '../../../shared/webhooks/kinds/complete-event.ts';
import { calledOrder, LATER, momentAt } from '../../calls/support/factories.ts';
import { completeEventOf, completeOutcome, orderEvent } from '../support/factories.ts';

const scope = { tenantId: 'tnt_1', mode: 'live' } as const;
const { draft, order } = calledOrder();
const updated = decideUpdate(
  order,
  { notes: 'x', payment: { status: 'paid' }, status: 'shipped' },
  momentAt(LATER),
);
const parcel = {
  deliveryId: 'IN250212151234',
  merchantReference: '',
  temporaryOrderId: null,
  step: 'accepted',
  status: 'accepted',
  details: { agent: { name: 'John Doe', phone: '12345678990' } },
};
const endpoint = {
  id: 'whe_1',
  url: 'https://shop.example.com/',
  disabledReason: 'gone',
  disabledAt: LATER,
  failingSince: undefined,
};
const attempt = {
  deliveryId: 'whd_1',
  eventId: 'evt_1',
  event: 'order.created',
  status: 410,
  failureClass: 'http_status',
};

const told = (data: object): CompleteEvent => ({ ...orderEvent(scope), data }) as CompleteEvent;

/** An event that each kind tells of. */
const events: Record<WebhookName, CompleteEvent[]> = {
  'call.outcome_final': [
    told(completeOutcome),
    told({
      order: {
        ...completeOutcome.order,
        content: { ...completeOutcome.order.content, externalId: null, address: null },
      },
      call: { ...completeOutcome.call, durationSeconds: null, recordingUrl: null, transcript: null },
      shop: { domain: null, country: 'CO' },
    }),
  ],
  'order.created': [completeEventOf(draft, 'order.created')],
  'order.updated': [
    completeEventOf(updated, 'order.updated'),
    completeEventOf(updated, 'order.payment_changed'),
  ],
  'order.status_changed': [completeEventOf(updated, 'order.status_changed')],
  'ORDER.CREATED': [told(parcel)],
  'ORDER.STATUS_UPDATED': [told(parcel)],
  'webhook_endpoint.disabled': [told({ endpoint, attempt })],
  ping: [told({ endpointId: 'whe_1' })],
};

test.each(webhookNames)('%s says what the document says, and nothing else', (name) => {
  expect(events[name].length).toBeGreaterThan(0);
  for (const event of events[name]) {
    const body: unknown = JSON.parse(kindOf(name).render(event));
    expect(webhookBodies[name].parse(body)).toEqual(body);
  }
});

/** With the names in every object the other way round. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, of]) => [name, reversed(of)])
      .toReversed(),
  );
};

test.each(webhookNames)('%s says so to the letter, in whatever order the table holds names', (name) => {
  for (const event of events[name])
    expect(kindOf(name).render(reversed(event) as CompleteEvent)).toBe(kindOf(name).render(event));
});
