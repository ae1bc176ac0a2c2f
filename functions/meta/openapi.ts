import { openapiOf } from '../../shared/http/openapi/document.ts';
import { routes } from './declarations.ts';

/** The OpenAPI 3.1 document of the whole API. */
export const openapi = (): object =>
  openapiOf(routes, {
    title: 'Recado',
    version: '1.0.0',
    description:
      'Cash-on-delivery orders, confirmed by phone, delivered and accounted for. Paths under `/api/v1` speak ' +
      "Talkyria's API v1; `/platform/v1` is Recado's own.",
  });
