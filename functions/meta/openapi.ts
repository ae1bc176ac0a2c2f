import { openapiOf } from '../../shared/http/openapi/document.ts';
import { routes } from './declarations.ts';
import { documentedAgent } from './documented-agent.ts';
import { documentedWebhooks } from './documented-webhooks.ts';

/** Where `npm start` serves by default. */
export const LOCAL_URL = 'http://127.0.0.1:3000';

/**
 * The OpenAPI 3.1 document of the whole API.
 * @param url where its endpoints are, without a slash at the end
 */
export const openapi = (url: string): object =>
  openapiOf(
    routes,
    {
      title: 'Recado',
      version: '1.0.0',
      description:
        'Cash-on-delivery orders, confirmed by phone, delivered and accounted for. Several APIs, one order store: an order made through any of them is seen through all. Every POST with a key takes an `Idempotency-Key`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    {
      url,
      tags: {
        confirmation: 'Order confirmation calls, in the format of Talkyria’s API v1.',
        orders: 'Orders, their timelines and statistics, in the format of TalkingShops Order Management v1.',
        intake: 'Orders as sites and apps send them, in the format of Delivety’s order webhook.',
        delivery: 'Prices, deliveries and wallets, in the format of Telyport’s API v2.',
        platform: 'Recado’s own: tenants, keys, webhooks, wallets, regions.',
        callbacks: 'What voice agents report, signed.',
        console: 'What a browser loads to show the console.',
        meta: 'The service about itself, and the public tracking page.',
      },
      webhooks: { ...documentedWebhooks, ...documentedAgent },
    },
  );
