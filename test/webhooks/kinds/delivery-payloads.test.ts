import { expect, test } from 'vitest';
import type { DeliveryEventDetails } from '../../../shared/events/delivery-events.ts';
import { webhookKinds, webhooksAbout } from '../../../shared/webhooks/kinds/catalogue.ts';

const event = <Type extends 'delivery.created' | 'delivery.status_changed'>(
  type: Type,
  data: Partial<DeliveryEventDetails>,
) => ({
  id: 'evt_1',
  type,
  tenantId: 'tnt_1',
  mode: 'live' as const,
  at: '2025-02-12T13:07:19.201Z',
  data: {
    step: 'created' as const,
    deliveryId: 'IN250212151234',
    merchantReference: '#547455',
    temporaryOrderId: null,
    status: 'new' as const,
    details: {},
    ...data,
  },
});

test('ORDER.CREATED says what the reference documents', () => {
  expect(webhooksAbout('delivery.created')).toEqual(['ORDER.CREATED']);
  expect(JSON.parse(webhookKinds['ORDER.CREATED'].render(event('delivery.created', {})))).toEqual({
    event: 'ORDER.CREATED',
    timestamp: 1739365639201,
    webhookEventID: 'evt_1',
    data: {
      orderID: 'IN250212151234',
      temporaryOrderID: '',
      businessOrderID: '#547455',
      status: 'NEW',
      createdAt: 1739365639201,
    },
  });
});

test("ORDER.STATUS_UPDATED is the reference's own example", () => {
  const details = { agent: { name: 'John Doe', phone: '12345678990' } };
  const moved = event('delivery.status_changed', { step: 'accepted', status: 'accepted', details });
  expect(JSON.parse(webhookKinds['ORDER.STATUS_UPDATED'].render(moved))).toEqual({
    timestamp: 1739365639201,
    event: 'ORDER.STATUS_UPDATED',
    orderID: 'IN250212151234',
    status: 'STARTED',
    data: {
      orderID: 'IN250212151234',
      status: 'STARTED',
      updatedAt: 1739365639201,
      additionalProperties: { agentName: 'John Doe', agentPhone: '12345678990' },
      businessOrderID: '#547455',
    },
    webhookEventID: 'evt_1',
  });
});

test('both are tried again after 1, 2, 4, 8, 16, 32 and 35 minutes, under Telyport’s signature', () => {
  for (const name of ['ORDER.CREATED', 'ORDER.STATUS_UPDATED'] as const) {
    expect(webhookKinds[name].waits.map((seconds) => seconds / 60)).toEqual([1, 2, 4, 8, 16, 32, 35]);
    expect(webhookKinds[name].legacySignature).toBe('telyport');
  }
});
