import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';

export const trackDeliveryRoute = declare({
  name: 'track-delivery',
  dialect: 'meta',
  folder: 'tracking',
  method: 'GET',
  path: '/track/{trackingID}',
  summary: 'The public tracking page of a delivery, without any name, phone or address',
  description: 'In the language of the visitor or the shop.',
  audience: 'none',
  perAddress: 120,
  refuses: ['rate_limited'],
  table: 'read',
  partitions: ['TRACKING#', 'PARCEL#', 'TENANT#', 'ORDER#'],
  params: z.object({ trackingID: z.string() }),
  answers: {
    200: {
      description: 'A page in the visitor’s language or the shop’s',
      contentType: 'text/html',
      schema: z.string(),
      example: '<!doctype html><html lang="es"><title>Tu pedido va en camino</title>…</html>',
    },
  },
});

export const trackingRoutes = [trackDeliveryRoute];
