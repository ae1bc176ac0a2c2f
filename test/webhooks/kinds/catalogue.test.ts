import { describe, expect, it } from 'vitest';
import { subscribableNames, webhookKinds, webhooksAbout } from '../../../shared/webhooks/kinds/catalogue.ts';
import type { CompleteOutcome } from '../../../shared/webhooks/kinds/complete-event.ts';
import { completeOutcome, orderEvent } from '../support/factories.ts';

const scope = { tenantId: 'tnt_1', mode: 'live' } as const;
const render = (data: CompleteOutcome) =>
  webhookKinds['call.outcome_final'].render({ ...orderEvent(scope), data });

describe('call.outcome_final', () => {
  it('says what the reference documents, to the letter and in its order', () => {
    expect(render(completeOutcome)).toBe(
      '{"event":"call.outcome_final","timestamp":"2026-03-17T21:00:00Z",' +
        '"order":{"id":"ord_1","externalId":"chateapro_123","orderNumber":"#1234","status":"confirmed",' +
        '"products":"Samsung Galaxy S25 x1","totalPrice":"85600",' +
        '"customer":{"name":"Juan","phone":"+573001234567","ns":"contact_123"},' +
        '"address":{"address1":"Calle 45 #23-12","city":"Bogota"}},' +
        '"call":{"id":"call_1","outcomeFinal":"confirmed","durationSeconds":87,' +
        '"recordingUrl":"https://recordings.test/1","transcript":"Hola, ¿hablo con Juan? 📦",' +
        '"summary":"El agente confirmo el pedido"},' +
        '"shop":{"domain":"mitienda.myshopify.com","country":"CO"}}',
    );
  });

  it('says null where there is no value, and leaves out only an ns that was not given', () => {
    const { order, call } = completeOutcome;
    const { customer } = order.content;
    const bare = {
      order: {
        ...order,
        content: {
          ...order.content,
          externalId: null,
          address: null,
          customer: { ...customer, name: 'Ana', ns: null, city: null },
        },
      },
      call: { ...call, durationSeconds: null, recordingUrl: null, transcript: null, summary: null },
      shop: { domain: null, country: 'CO' },
    };
    expect(JSON.parse(render(bare))).toEqual({
      event: 'call.outcome_final',
      timestamp: '2026-03-17T21:00:00Z',
      order: {
        id: 'ord_1',
        externalId: null,
        orderNumber: '#1234',
        status: 'confirmed',
        products: 'Samsung Galaxy S25 x1',
        totalPrice: '85600',
        customer: { name: 'Ana', phone: '+573001234567' },
        address: null,
      },
      call: {
        id: 'call_1',
        outcomeFinal: 'confirmed',
        durationSeconds: null,
        recordingUrl: null,
        transcript: null,
        summary: null,
      },
      shop: { domain: null, country: 'CO' },
    });
  });

  it('is tried again after 1, 5 and 30 minutes', () => {
    expect(webhookKinds['call.outcome_final'].waits).toEqual([60, 300, 1800]);
  });
});

describe('the catalogue', () => {
  it('lets merchants subscribe to what happens, not to pings', () => {
    expect(subscribableNames).toEqual([
      'call.outcome_final',
      'order.created',
      'order.updated',
      'order.status_changed',
      'ORDER.CREATED',
      'ORDER.STATUS_UPDATED',
      'webhook_endpoint.disabled',
    ]);
  });

  it('has no webhook for what only the timeline shows', () => {
    expect(webhooksAbout('call.outcome_final')).toEqual(['call.outcome_final']);
    expect(webhooksAbout('call.ended')).toEqual([]);
    expect(webhooksAbout('webhook.pinged')).toEqual([]);
  });
});
